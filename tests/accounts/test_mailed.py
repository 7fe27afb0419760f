"""Signing in by a code and setting a new password by a link."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail as sent
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests import factories
from tests.accounts import signing

pytestmark = pytest.mark.django_db
NEW = "quite another phrase"


@pytest.mark.usefixtures("mail", "mira")
def test_a_code_signs_in_once_and_verifies_the_address(client: Client):
    client.post(
        reverse("account_request_login_code"), {"email": "mira@example.org", "next": "/organisations/"}
    )
    code = signing.code_in_mail()

    answer = client.post(reverse("account_confirm_login_code"), {"code": code, "next": "/organisations/"})

    assert answer.headers["Location"] == "/claim/?next=%2Forganisations%2F"
    assert signing.signed_in(client)
    stranger = Client()
    stranger.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signing.signed_in(stranger)


@pytest.mark.usefixtures("mail", "mira")
def test_three_wrong_codes_end_the_attempt(client: Client):
    client.post(reverse("account_request_login_code"), {"email": "mira@example.org"})
    code = signing.code_in_mail()

    answers = [client.post(reverse("account_confirm_login_code"), {"code": "x"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 302]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signing.signed_in(client)


@pytest.mark.usefixtures("mail", "mira")
@pytest.mark.parametrize("url", ["account_request_login_code", "account_reset_password"])
def test_known_and_unknown_addresses_get_the_same_answer_and_a_message_each(url: str):
    pages = []
    for address in ("mira@example.org", "otto@example.org"):
        page = Client().post(reverse(url), {"email": address}, follow=True)
        shown = page.content.decode().replace(address, "ADDRESS")
        shown = re.sub(r'csrfmiddlewaretoken" value="[^"]*', "", shown)
        pages.append((page.status_code, page.redirect_chain, shown))

    assert pages[0] == pages[1]
    assert [message.to for message in sent.outbox] == [["mira@example.org"], ["otto@example.org"]]
    assert sent.outbox[1].subject == "There is no account with this address"


@pytest.mark.usefixtures("mail", "mira")
def test_a_link_sets_a_new_password_once_and_ends_every_session(client: Client, settings: Settings):
    elsewhere = Client()
    EmailAddress.objects.create(
        user=User.objects.get(), email="mira@example.org", verified=True, primary=True
    )
    signing.sign_in(elsewhere)
    client.post(reverse("account_reset_password"), {"email": "mira@example.org"})
    link = re.search(r"http\S+", signing.last_mail()).group()
    assert link.startswith(f"{settings.BASE_URL}/new-password/")

    page = client.get(link.removeprefix(settings.BASE_URL), follow=True)
    assert page.redirect_chain[0][0].endswith("-set-password/")
    answer = client.post(page.redirect_chain[0][0], {"password1": NEW})

    assert answer.headers["Location"] == reverse("account_reset_password_from_key_done")
    assert User.objects.get().check_password(NEW)
    assert not signing.signed_in(elsewhere)
    again = Client().get(link.removeprefix(settings.BASE_URL))
    assert "This link does not work any more" in again.content.decode()
    assert signing.sign_in(Client(), NEW).status_code == 302


def test_a_link_that_nobody_made_says_the_same_for_every_account(mira: User, client: Client):
    pages = {
        client.get(f"/new-password/{person}-x-{'0' * 32}/").content
        for person in (mira.pk, mira.pk + 1, "zz", "z" * 13, "z" * 50)
    }

    assert len(pages) == 1
    assert "This link does not work any more" in pages.pop().decode()


@pytest.mark.usefixtures("mira")
@pytest.mark.parametrize("url", ["account_request_login_code", "account_reset_password"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_mail_server_the_page_says_whom_to_ask(
    client: Client, settings: Settings, url: str, method: str
):
    settings.OPERATOR_CONTACT = "the harbour office, 040 1234"

    page = getattr(client, method)(reverse(url), {"email": "mira@example.org"}).content.decode()

    assert "This server sends no mail" in page
    assert "the harbour office, 040 1234" in page
    assert sent.outbox == []


def test_the_operator_prints_a_link_that_sets_a_new_password(mira: User, client: Client, settings: Settings):
    out = StringIO()

    call_command("reset_link", "MIRA@example.org", stdout=out)

    link = out.getvalue().strip().removeprefix(settings.BASE_URL)
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[0][0], {"password1": NEW})
    mira.refresh_from_db()
    assert mira.check_password(NEW)


def test_the_operator_lets_somebody_in_who_has_lost_every_second_step(mira: User, client: Client):
    factories.passkey(mira)
    foreign = factories.passkey(factories.member())

    call_command("reset_link", mira.email, stdout=StringIO())
    assert signing.sign_in(Client()).headers["Location"] == reverse("mfa_authenticate")

    call_command("reset_link", mira.email, "--drop-second-steps", stdout=StringIO())
    assert signing.sign_in(client).headers["Location"] == reverse("assessments:claim")
    assert list(Authenticator.objects.all()) == [foreign]


def test_the_operator_is_told_when_there_is_no_such_account(db: None):
    with pytest.raises(CommandError, match="There is no account"):
        call_command("reset_link", "otto@example.org")


@pytest.mark.usefixtures("mail", "mira")
def test_a_mail_server_that_refuses_is_503_and_said_plainly(client: Client, settings: Settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there

    answer = client.post(reverse("account_reset_password"), {"email": "mira@example.org"})

    assert answer.status_code == 503
    assert "The message could not be sent" in answer.content.decode()


@pytest.mark.usefixtures("mail")
def test_messages_are_plain_text_and_html_in_the_same_words(client: Client):
    User.objects.create_user("o'hara&co@example.org", signing.PASSWORD)
    client.post(reverse("account_signup"), {"email": "o'hara&co@example.org", "password1": signing.PASSWORD})
    message = sent.outbox[-1]
    page = str(message.alternatives[0].content)

    assert "with the address o'hara&co@example.org." in message.body
    assert "o&#x27;<a" in page
    assert "hara&amp;co@example.org</a>" in page
    assert "http://127.0.0.1:8000/sign-in/" in message.body
    assert 'href="http://127.0.0.1:8000/sign-in/"' in page
    assert message.from_email == "no-reply@127.0.0.1"


@pytest.mark.usefixtures("mail", "mira")
def test_the_sixth_code_for_one_address_in_ten_minutes_is_refused(client: Client):
    for _ in range(6):
        answer = Client().post(reverse("account_request_login_code"), {"email": "mira@example.org"})

    assert answer.status_code == 422
    assert len(sent.outbox) == 5
