"""An owner in a real browser: make an organisation, set it up, invite somebody, who joins."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import MemberInvitation, Membership, Organisation, User
from tests import factories
from tests.accounts import pictures
from tests.browser import checks
from tests.browser.checks import Watch

PASSWORD = "a good long password"


def sign_in(page: Page, live_server: LiveServer, person: User) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/organisations/")


def test_an_organisation_is_made_and_set_up_and_a_colleague_joins(
    watch: Watch, page: Page, browser: Browser, live_server: LiveServer, tmp_path: Path
):
    watch.allow("status of 422")  # the browser notes what the page explains
    sign_in(page, live_server, factories.member())
    page.get_by_role("link", name="Create an organisation").click()
    page.get_by_label("Name of the organisation").fill("Harbour Ferries")
    page.get_by_label("Time zone").select_option("Europe/Oslo")
    page.get_by_role("button", name="Create the organisation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rounds")

    page.get_by_role("link", name="Settings").click()
    page.get_by_label("“Customers” here means").fill("passengers")
    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_role("status")).to_have_text("The settings are saved.")
    look(page, tmp_path / "logo.png")

    page.get_by_role("link", name="Members").click()
    page.get_by_label("E-mail address").fill("mira@example.org")
    page.get_by_role("button", name="Invite").click()
    link = page.get_by_label("Link for mira@example.org").input_value()
    assert link.endswith(f"/members/join/{MemberInvitation.objects.get().token}/")
    checks.assert_accessible(page)
    join(browser, live_server)


def look(page: Page, logo: Path) -> None:
    """Give documents a logo and a colour, with a mistake in each on the way."""
    page.get_by_role("link", name="Branding").click()
    logo.write_bytes(b"<svg/>")
    page.locator("#id_logo").set_input_files(logo)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("alert")).to_contain_text("SVG")
    checks.assert_accessible(page)
    logo.write_bytes(pictures.picture())
    page.locator("#id_logo").set_input_files(logo)
    page.locator("#id_colour").fill("#ffcc00")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("alert")).to_contain_text("#907300")
    page.get_by_role("button", name="Preview with #907300").click()
    expect(page.get_by_role("heading", name="The draft")).to_be_visible()
    checks.assert_accessible(page)
    page.get_by_role("button", name="Use this look").click()
    expect(page.get_by_role("status")).to_contain_text("The look is in use")
    shown = page.get_by_role("img", name="Logo of Harbour Ferries").first
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 300


def join(browser: Browser, live_server: LiveServer) -> None:
    """Follow the link as somebody else, who signs in on the way."""
    person = factories.member()
    page = browser.new_context().new_page()
    page.goto(f"{live_server.url}/members/join/{MemberInvitation.objects.get().token}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Join Harbour Ferries")
    checks.assert_accessible(page)
    page.locator("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Join the organisation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rounds")
    assert Membership.objects.get(user=person).role == "viewer"
    page.context.close()


@pytest.fixture
def organisation() -> Organisation:
    """Return an organisation with everything that its pages can show."""
    organisation = factories.organisation("A company with a very long name that has to be cut off somewhere")
    for role in Membership.Role.values:
        factories.membership(organisation, role)
    factories.member_invitation(organisation, email="somebody.with.a.long.address@example.org")
    return organisation


@pytest.mark.parametrize(
    "part",
    [
        "members/",
        "settings/",
        "audit/",
        "leave/",
        "settings/transfer/",
        "settings/delete/",
        "members/{member}/",
    ],
)
def test_page_of_an_organisation_is_accessible(
    part: str, clean_page: Page, live_server: LiveServer, organisation: Organisation
):
    owner = organisation.memberships.owners().select_related("user").get()
    viewer = organisation.memberships.get(role="viewer")
    sign_in(clean_page, live_server, owner.user)
    clean_page.goto(f"{live_server.url}/organisations/{organisation.pk}/{part.format(member=viewer.pk)}")
    if "/account/again/" in clean_page.url:
        clean_page.get_by_label("Password").fill(PASSWORD)
        clean_page.locator("main form button").first.click()
    expect(clean_page.get_by_role("navigation", name="This organisation")).to_be_visible()
    checks.assert_accessible(clean_page)
    clean_page.locator(".switcher summary").click()
    checks.assert_accessible(clean_page, widths=(390,))


@pytest.mark.parametrize("count", [0, 1, 9])
def test_home_is_accessible(count: int, clean_page: Page, live_server: LiveServer):
    person = factories.member()
    for number in range(count):
        Membership.objects.create(
            organisation=factories.organisation(f"Client {number}"), user=person, role="facilitator"
        )
    sign_in(clean_page, live_server, person)
    expect(clean_page.get_by_role("searchbox")).to_have_count(int(count > 8))
    checks.assert_accessible(clean_page)


def test_link_that_cannot_be_used_is_accessible(page: Page, live_server: LiveServer):
    page.goto(f"{live_server.url}/members/join/made-up/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link cannot be used")
    checks.assert_accessible(page)
