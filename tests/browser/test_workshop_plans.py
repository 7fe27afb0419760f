"""Workshops are prepared in a real browser: every page for those who see or move otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Organisation, User
from assessments.models import Assessment
from tests import factories, rooms
from tests.browser.checks import Watch, assert_accessible
from workshops import preparing
from workshops.models import Workshop


@pytest.fixture
def organisation(library: None) -> Organisation:
    return factories.organisation("Harbour Ferries")


@pytest.fixture
def person(organisation: Organisation) -> User:
    return factories.member(organisation)


@pytest.fixture
def member_page(clean_page: Page, context: BrowserContext, live_server: Any, person: User) -> Page:
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return clean_page


def address(live_server: Any, name: str, *of: object) -> str:
    return f"{live_server.url}{reverse(f'workshops:{name}', args=of)}"


def planned(about: Assessment, by: User, title: str = "Leadership day") -> Workshop:
    return preparing.plan(assessment=about, title=title, by=by, at=now())


def test_a_workshop_is_prepared_from_its_round_to_its_agenda(
    member_page: Page, live_server: Any, organisation: Organisation, watch: Watch
):
    watch.allow("the server responded with a status of 4")  # a form with a fault is meant to be one
    Assessment.objects.filter(pk=rooms.seen_alike(6, organisation)[0].pk).update(title="Spring 2027")
    member_page.goto(address(live_server, "list", organisation.pk))
    assert_accessible(member_page)
    member_page.get_by_role("link", name="Prepare the first workshop").click()
    assert_accessible(member_page)
    member_page.get_by_text("Spring 2027").click()  # the whole row is its label
    member_page.get_by_role("button", name="Prepare the workshop").click()
    expect(member_page.get_by_text("90 of 90 minutes")).to_be_visible()
    assert_accessible(member_page)

    member_page.get_by_role("button", name="Later: Opening").click()
    expect(member_page.locator(".agenda-title").nth(1)).to_have_text("Opening")
    member_page.get_by_text("Add something else").click()
    member_page.get_by_label("Title").fill("A walk")
    member_page.get_by_label("Minutes", exact=True).fill("")
    member_page.get_by_role("button", name="Add to the agenda").click()
    expect(member_page.get_by_text("Enter how many minutes it takes.").first).to_be_visible()
    expect(member_page.get_by_label("Title")).to_have_value("A walk")


def test_what_is_seen_alike_is_accepted_and_undone(
    member_page: Page, live_server: Any, organisation: Organisation, person: User
):
    made = planned(rooms.seen_alike(6, organisation)[0], person)
    member_page.goto(f"{live_server.url}{made.get_absolute_url()}")
    member_page.get_by_role("button", name="Accept as seen").click()
    expect(member_page.get_by_role("button", name="Undo all of these")).to_be_visible()
    assert_accessible(member_page)
    member_page.get_by_role("button", name="Undo all of these").click()
    expect(member_page.get_by_role("button", name="Accept as seen")).to_be_visible()


def test_pages_of_a_workshop_in_every_state_are_accessible(
    member_page: Page, live_server: Any, organisation: Organisation, person: User
):
    waiting = planned(factories.round_of(6, factories.assessment(organisation)), person, "Waits for answers")
    nothing = preparing.plan_from_nothing(
        organisation=organisation, title="From nothing", mode="open", by=person, at=now()
    )
    ended = rooms.workshop(factories.closed(organisation), title="Over", phase=Workshop.Phase.ENDED)
    rooms.decision(ended.topics.get(item__place=0), 3, reason="Three cases we looked at")
    ended.actions.create(title="Ask ten customers", owner="Mira", due_on=now())
    for made in (waiting, nothing, ended):
        member_page.goto(f"{live_server.url}{made.get_absolute_url()}")
        assert_accessible(member_page)
    member_page.goto(address(live_server, "list", organisation.pk))
    assert_accessible(member_page)
    for name, of in (("rename", waiting), ("delete", ended)):
        member_page.goto(address(live_server, name, organisation.pk, of.pk))
        assert_accessible(member_page)
    entry = waiting.items.get(place=0)
    member_page.goto(address(live_server, "entry", organisation.pk, waiting.pk, entry.pk))
    assert_accessible(member_page)


def test_pages_with_mistakes_are_accessible(
    member_page: Page, live_server: Any, organisation: Organisation, watch: Watch
):
    watch.allow("the server responded with a status of 4")  # a form with a fault is meant to be one
    factories.closed(organisation)
    member_page.goto(address(live_server, "new", organisation.pk))
    member_page.get_by_role("button", name="Prepare the workshop").click()
    assert_accessible(member_page)
    member_page.get_by_text("Begin from nothing").click()
    member_page.get_by_role("button", name="Prepare without earlier answers").click()
    assert_accessible(member_page)
