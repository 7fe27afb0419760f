"""Somebody who was asked, in a real browser: link, consent, answers, back again, withdrawal; and who asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments import links
from assessments.models import Assessment, Participant
from tests import factories
from tests.browser.checks import Watch, assert_accessible

WIDTHS = (390, 1440)
SITES = [{"id": "site", "name": "Site", "options": [{"id": "north", "name": "North harbour"}]}]


@pytest.fixture
def round_(live_server: LiveServer) -> Assessment:
    made = factories.assessment(mode=Assessment.Mode.CONFIDENTIAL, title="Spring")
    made.breakdowns, made.closes_at = SITES, now() + timedelta(days=9)
    made.save()
    return made


def link_of(person: Participant, live_server: LiveServer) -> str:
    return live_server.url + reverse("assessments:invited", args=[links.personal_token(person)])


def answer_first(page: Page) -> None:
    page.locator("input[value='3']").check(force=True)
    page.get_by_role("button", name="Continue").click()


def test_a_person_answers_comes_back_and_withdraws(
    clean_page: Page, watch: Watch, live_server: LiveServer, round_: Assessment
):
    watch.allow("422")
    page, person = clean_page, factories.invited(round_, email="ada@example.org", group="")
    page.goto(link_of(person, live_server))
    page.wait_for_url("**/taking-part/**")
    assert_accessible(page, widths=WIDTHS)

    page.get_by_role("button", name="I have read this and begin").click()
    expect(page.get_by_text("Choose one.").first).to_be_visible()
    assert_accessible(page, widths=WIDTHS)
    page.get_by_label("Support functions").check(force=True)
    page.get_by_label("North harbour").check(force=True)
    page.get_by_role("button", name="I have read this and begin").click()

    page.wait_for_url("**/questions/**")
    answer_first(page)
    expect(page.get_by_text("Question 2 of")).to_be_visible()
    page.goto(live_server.url)
    page.goto(link_of(person, live_server))
    expect(page.get_by_text("Question 2 of")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 900})
    page.get_by_role("link", name="See all questions, and send").click()
    page.get_by_role("button", name="Send my answers").first.click()
    expect(page.get_by_role("heading", name="Your answers are sent")).to_be_visible()
    assert_accessible(page, widths=WIDTHS)

    page.get_by_role("link", name="Withdraw my answers").click()
    assert_accessible(page, widths=WIDTHS)
    page.get_by_role("button", name="Delete my answers").click()
    expect(page.get_by_text("You have withdrawn, and your answers are deleted.")).to_be_visible()
    person.refresh_from_db()
    assert (person.sheet, person.withdrawn_at is not None) == (None, True)


def test_a_link_that_leads_nowhere_says_whom_to_ask(page: Page, watch: Watch, live_server: LiveServer):
    watch.allow("404")
    page.goto(f"{live_server.url}/invited/{'A' * 43}/")
    expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()
    assert_accessible(page, widths=WIDTHS)


@pytest.fixture
def member(clean_page: Page, live_server: LiveServer, round_: Assessment) -> Page:
    """Return a page in which somebody who runs the round is signed in."""
    client = Client()
    client.force_login(factories.member(round_.organisation))
    session = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    clean_page.context.add_cookies([session])  # type: ignore[list-item]  # a plain mapping of this shape
    return clean_page


def test_who_runs_a_round_pastes_people_sends_and_follows(
    member: Page, watch: Watch, live_server: LiveServer, round_: Assessment
):
    watch.allow("422")
    page, here = member, [round_.organisation_id, round_.pk]
    page.goto(live_server.url + reverse("assessments:import-people", args=here))
    page.get_by_label("Or paste addresses").fill("ada@example.org\nwrong\n")
    page.get_by_role("button", name="Add these people").click()
    expect(page.get_by_text("“wrong” is not an e-mail address.")).to_be_visible()
    assert_accessible(page, widths=WIDTHS)
    page.get_by_label("Or paste addresses").fill("Ada <ada@example.org>\nbo@example.org\n")
    page.get_by_role("button", name="Add these people").click()
    expect(page.get_by_text("2 added, 0 changed, 0 unchanged.")).to_be_visible()

    page.get_by_role("button", name="Send the invitations").click()
    expect(page.get_by_text("2 letters are being written; they are kept on the mail page.")).to_be_visible()
    assert_accessible(page, widths=WIDTHS)

    ada = round_.participants.get(name="Ada")
    factories.send(factories.taken_up(ada, group="support"))
    expect(page.locator(".board-sum")).to_contain_text("1 of 2 people")


@pytest.mark.parametrize("name", ["person", "remove-person", "key-in"])
def test_pages_about_one_person_are_accessible(
    member: Page, live_server: LiveServer, round_: Assessment, name: str
):
    person = factories.invited(round_, name="Ada")
    member.goto(
        live_server.url + reverse(f"assessments:{name}", args=[round_.organisation_id, round_.pk, person.key])
    )
    assert_accessible(member, widths=WIDTHS)


@pytest.mark.parametrize("name", ["shared-links", "paper", "remind", "add-person"])
def test_pages_about_everybody_are_accessible(
    member: Page, live_server: LiveServer, round_: Assessment, name: str
):
    factories.group_link(round_)
    member.goto(live_server.url + reverse(f"assessments:{name}", args=[round_.organisation_id, round_.pk]))
    assert_accessible(member, widths=WIDTHS)


def test_the_empty_sheet_is_accessible(member: Page, live_server: LiveServer, round_: Assessment):
    member.goto(
        live_server.url
        + reverse("assessments:blank-sheet", args=[round_.organisation_id, round_.pk, "support"])
    )
    assert_accessible(member, widths=WIDTHS)
