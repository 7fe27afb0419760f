"""One's own account in a real browser: every page without a complaint, and passkeys from end to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as product
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import CDPSession, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts import people
from accounts.models import Membership, User
from tests import factories
from tests.accounts import signing
from tests.browser import checks


@pytest.fixture(autouse=True)
def mira(live_server: LiveServer, settings: Settings) -> Iterator[User]:
    """Make a person on a server that sends mail; what limits remember is no table of a model's."""
    settings.BASE_URL = live_server.url
    signing.send_mail(settings)
    yield signing.verified(User.objects.create_user("mira@example.org", signing.PASSWORD, name="Mira"))
    cache.clear()


def go(page: Page, server: LiveServer, name: str, **query: str) -> None:
    page.goto(f"{server.url}{reverse(name)}" + "".join(f"?{key}={value}" for key, value in query.items()))


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click()


def sign_in(page: Page, server: LiveServer) -> None:
    go(page, server, "accounts:sign-in")
    page.get_by_label("E-mail address").fill("mira@example.org")
    page.get_by_label("Password").fill(signing.PASSWORD)
    press(page, "Sign in")
    page.wait_for_url(lambda url: "sign-in" not in url or "second-step" in url)


def prove(page: Page, server: LiveServer, name: str) -> None:
    """Sign in, type the password again and stand on a page that asks for it."""
    sign_in(page, server)
    go(page, server, name)
    page.get_by_label("Password").fill(signing.PASSWORD)
    press(page, "Go on")
    page.wait_for_url(f"**{reverse(name)}")


def add_app(page: Page, server: LiveServer) -> str:
    prove(page, server, "mfa_activate_totp")
    secret = page.get_by_label("Key").input_value()
    page.get_by_label("Code").fill(signing.app_code(secret))
    press(page, "Add the app")
    page.wait_for_url("**/recovery-codes/")
    return secret


def recovery_codes(page: Page, server: LiveServer) -> None:
    add_app(page, server)


def sign_in_wrong(page: Page, server: LiveServer) -> None:
    go(page, server, "accounts:sign-in")
    page.get_by_label("E-mail address").fill("mira@example.org")
    page.get_by_label("Password").fill("wrong")
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_visible()


def code_sent(page: Page, server: LiveServer) -> None:
    go(page, server, "account_request_login_code")
    page.get_by_label("E-mail address").fill("mira@example.org")
    press(page, "Send me a code")
    page.wait_for_url("**/confirm/")


def address_to_verify(page: Page, server: LiveServer) -> None:
    go(page, server, "account_signup")
    page.get_by_label("E-mail address").fill("otto@example.org")
    page.get_by_label("Password").fill(signing.PASSWORD)
    press(page, "Create an account")
    page.wait_for_url("**/sign-up/address/")


def second_step(page: Page, server: LiveServer) -> None:
    add_app(page, server)
    page.context.clear_cookies()
    sign_in(page, server)
    page.wait_for_url("**/second-step/")


def new_password(page: Page, server: LiveServer) -> None:
    del server  # the link names it
    page.goto(people.reset_link(User.objects.get()))
    page.wait_for_url("**set-password/")


def account_in_full(page: Page, server: LiveServer) -> None:
    sign_in(page, server)
    person = User.objects.get()
    factories.passkey(person, "Telephone")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "A"})
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "a", "used_mask": 0})
    for _ in range(2):
        factories.signed_in_browser(person)
    go(page, server, "accounts:account")


def sole_owner(page: Page, server: LiveServer) -> None:
    Membership.objects.create(
        user=User.objects.get(), organisation=factories.organisation("Alone Ltd"), role="owner"
    )
    prove(page, server, "accounts:delete")
    press(page, "Delete my account")
    expect(page.get_by_role("alert")).to_contain_text("Alone Ltd")


def without_mail(page: Page, server: LiveServer) -> None:
    product.MAIL_IS_SENT = False  # put back with the other settings when the test ends
    go(page, server, "account_reset_password")


def at(name: str) -> Callable[[Page, LiveServer], None]:
    return lambda page, server: go(page, server, name)


def signed_in_at(name: str) -> Callable[[Page, LiveServer], None]:
    def visit(page: Page, server: LiveServer) -> None:
        sign_in(page, server)
        go(page, server, name)

    return visit


def proved_at(name: str) -> Callable[[Page, LiveServer], None]:
    return lambda page, server: prove(page, server, name)


STATES: dict[str, Callable[[Page, LiveServer], None]] = {
    "sign in": at("accounts:sign-in"),
    "sign in, wrong": sign_in_wrong,
    "sign up": at("account_signup"),
    "code asked for": at("account_request_login_code"),
    "code sent": code_sent,
    "address to verify": address_to_verify,
    "reset asked for": at("account_reset_password"),
    "reset sent": at("account_reset_password_done"),
    "new password": new_password,
    "new password set": at("account_reset_password_from_key_done"),
    "switched off": at("account_inactive"),
    "without mail": without_mail,
    "second step": second_step,
    "account": signed_in_at("accounts:account"),
    "account in full": account_in_full,
    "name": signed_in_at("accounts:name"),
    "address": signed_in_at("account_email"),
    "password": signed_in_at("account_change_password"),
    "password again": signed_in_at("mfa_activate_totp"),
    "app": proved_at("mfa_activate_totp"),
    "recovery codes": recovery_codes,
    "passkey": proved_at("mfa_add_webauthn"),
    "delete": proved_at("accounts:delete"),
    "sole owner": sole_owner,
}


@pytest.mark.parametrize("state", STATES)
def test_every_page_is_accessible_and_without_a_complaint(
    clean_page: Page, watch: checks.Watch, live_server: LiveServer, state: str
):
    watch.allow("the server responded with a status of 4")  # a form with a fault is meant to be one

    STATES[state](clean_page, live_server)

    checks.assert_accessible(clean_page)


@pytest.fixture
def authenticator(page: Page) -> CDPSession:
    """Put a device that holds passkeys beside the browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def add_passkey(page: Page, server: LiveServer) -> None:
    prove(page, server, "mfa_add_webauthn")
    page.get_by_label("Name").fill("Telephone")
    press(page, "Make a passkey")
    page.wait_for_url("**/recovery-codes/")


@pytest.mark.usefixtures("authenticator")
def test_a_passkey_is_made_signs_in_and_is_removed(clean_page: Page, live_server: LiveServer):
    page = clean_page
    add_passkey(page, live_server)
    page.context.clear_cookies()

    go(page, live_server, "accounts:sign-in", next="/account/")
    press(page, "Sign in with a passkey")
    page.wait_for_url("**/account/")
    expect(page.get_by_text("Telephone", exact=True).first).to_be_visible()

    page.get_by_role("link", name="Remove Telephone").click()
    page.get_by_label("Password").fill(signing.PASSWORD)
    press(page, "Go on")
    press(page, "Remove it")
    page.wait_for_url("**/account/")
    expect(page.get_by_text("Telephone")).to_have_count(0)


@pytest.mark.usefixtures("authenticator")
def test_a_passkey_is_the_second_step_and_proves_again_who_it_is(clean_page: Page, live_server: LiveServer):
    page = clean_page
    add_passkey(page, live_server)
    page.context.clear_cookies()

    sign_in(page, live_server)
    page.wait_for_url("**/second-step/")
    checks.assert_accessible(page)
    press(page, "Use a passkey")
    page.wait_for_url("**/organisations/")

    go(page, live_server, "accounts:delete")
    page.get_by_role("link", name="Use a passkey").click()
    checks.assert_accessible(page)
    press(page, "Use a passkey")
    page.wait_for_url("**/account/delete/")


@pytest.mark.usefixtures("authenticator")
def test_a_passkey_of_another_device_is_refused_in_words(
    clean_page: Page, live_server: LiveServer, authenticator: CDPSession
):
    authenticator.send("WebAuthn.disable")
    page = clean_page
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": False}})

    go(page, live_server, "accounts:sign-in")
    press(page, "Sign in with a passkey")

    expect(page.get_by_text("No passkey was used.")).to_be_visible()
    checks.assert_accessible(page)


def test_who_tried_it_keeps_the_result_by_signing_in(clean_page: Page, live_server: LiveServer):
    page = clean_page
    sheet = factories.trial()
    factories.send(factories.answers(sheet))
    held = factories.hold(Client(), sheet).cookies["answers"].value
    page.context.add_cookies([{"name": "answers", "value": held, "url": live_server.url}])

    page.goto(f"{live_server.url}{sheet.assessment.get_absolute_url()}")
    page.locator("section", has_text="Keep this result").get_by_role("link", name="I have an account").click()
    page.get_by_label("E-mail address").fill("mira@example.org")
    page.get_by_label("Password").fill(signing.PASSWORD)
    press(page, "Sign in")
    page.wait_for_url(f"**{sheet.assessment.get_absolute_url()}")

    expect(page.get_by_text("Harbour Ferries is your organisation now")).to_be_visible()
    checks.assert_accessible(page)
