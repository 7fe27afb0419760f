"""A phone in the room: joining, voting, a network that fails, and the round answered alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from assessments.models import Assessment
from tests import factories, rooms
from tests.browser import checks
from tests.browser.checks import Watch
from workshops import seating
from workshops.models import Ballot, Item, Seat, Topic, Vote, Workshop
from workshops.protocol import Stage

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDTHS = (360, 390, 1440)
RECEIVED = "Vote received. You can change it until it is shown."
KEPT = "Kept on this phone, will be sent when the connection is back"
LATE = "The vote was shown before yours arrived"


@pytest.fixture
def phone(clean_page: Page, watch: Watch) -> Page:
    """Return a phone; streams and votes that a test cuts off are no fault."""
    clean_page.set_viewport_size(PHONE)
    watch.allow("/live/", "net::ERR", "503", "409", "410")
    return clean_page


@pytest.fixture
def workshop() -> Workshop:
    """Return a room with twelve people whose first topic is being voted on."""
    made = rooms.workshop(seats=12, title="Where we stand")
    rooms.ballot(first(made))
    return made


def first(workshop: Workshop) -> Topic:
    """Return the topic that the room is at."""
    return workshop.topics.get(item__place=0)


def sit(phone: Page, live_server: LiveServer, workshop: Workshop) -> Seat:
    """Join by the code and take a seat."""
    phone.goto(f"{live_server.url}/room/")
    phone.get_by_label("Code").fill(workshop.code.lower())
    phone.get_by_role("button", name="Go to the room").click()
    phone.get_by_label("Your name").fill("Ada")
    if workshop.from_nothing:
        phone.get_by_label("Leadership").check(force=True)
    phone.get_by_role("button", name="Take a seat").click()
    phone.wait_for_url("**/seat/**")
    return workshop.seats.get(name="Ada")


def choose(phone: Page, reply: int) -> None:
    """Touch one of the answers."""
    phone.locator(f"label:has(input[name=reply][value='{reply}'])").click()


def says(phone: Page, words: str) -> None:
    """Wait until the phone says so."""
    expect(phone.locator("#vote-status")).to_have_text(words)


def reveal(workshop: Workshop) -> None:
    """Show the room its votes."""
    Ballot.objects.filter(topic__workshop=workshop, revealed_at=None).update(revealed_at=now())
    Topic.objects.filter(pk=first(workshop).pk).update(stage=Stage.REVEALED)


def test_a_vote_is_received_changed_and_there_after_a_reload(
    phone: Page, live_server: LiveServer, workshop: Workshop
):
    seat = sit(phone, live_server, workshop)
    says(phone, "Not voted yet")
    choose(phone, 4)
    says(phone, RECEIVED)
    choose(phone, 2)
    says(phone, RECEIVED)
    phone.reload()
    says(phone, RECEIVED)
    expect(phone.locator("input[name=reply][value='2']")).to_be_checked()
    choose(phone, 6)
    says(phone, RECEIVED)
    assert list(Vote.objects.values_list("seat", "reply", "revision")) == [(seat.pk, 6, 3)]


def test_a_vote_without_a_network_is_kept_and_sent_once_it_is_back(
    phone: Page, context: BrowserContext, live_server: LiveServer, workshop: Workshop
):
    sit(phone, live_server, workshop)
    context.set_offline(True)
    choose(phone, 5)
    says(phone, KEPT)
    choose(phone, 3)
    says(phone, KEPT)
    context.set_offline(False)
    says(phone, RECEIVED)
    assert list(Vote.objects.values_list("reply", flat=True)) == [3]
    assert phone.evaluate("Object.keys(sessionStorage)") == []


def test_a_vote_that_the_server_could_not_take_is_tried_again_also_after_a_reload(
    phone: Page, live_server: LiveServer, workshop: Workshop
):
    sit(phone, live_server, workshop)
    phone.route("**/vote/", lambda route: route.fulfill(status=503))
    choose(phone, 5)
    says(phone, KEPT)
    phone.unroute("**/vote/")
    phone.reload()
    says(phone, RECEIVED)
    assert list(Vote.objects.values_list("reply", flat=True)) == [5]


def test_a_vote_whose_answer_was_lost_counts_once(phone: Page, live_server: LiveServer, workshop: Workshop):
    sit(phone, live_server, workshop)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    phone.route("**/vote/", lose, times=1)
    choose(phone, 4)
    says(phone, RECEIVED)
    assert list(Vote.objects.values_list("reply", "revision")) == [(4, 1)]


def test_a_vote_that_comes_after_the_reveal_says_so_and_shows_what_the_room_sees(
    phone: Page, context: BrowserContext, live_server: LiveServer, workshop: Workshop
):
    sit(phone, live_server, workshop)
    context.set_offline(True)
    choose(phone, 5)
    says(phone, KEPT)
    reveal(workshop)
    context.set_offline(False)
    says(phone, LATE)
    expect(phone.get_by_role("heading", name="What the room said")).to_be_visible()
    assert not Vote.objects.exists()


def test_the_phone_follows_the_room_and_marks_its_own_vote(
    phone: Page, live_server: LiveServer, workshop: Workshop
):
    sit(phone, live_server, workshop)
    choose(phone, 4)
    says(phone, RECEIVED)
    ballot = Ballot.objects.get()
    for reply, seat in enumerate(workshop.seats.exclude(name="Ada")[:5], 1):
        Vote.objects.create(ballot=ballot, seat=seat, reply=reply, revision=1)
    reveal(workshop)
    expect(phone.locator("[data-position='4'] .own")).to_have_text("your vote")
    expect(phone.locator(".own")).to_have_count(1)

    rooms.ballot(first(workshop))
    says(phone, "Not voted yet")
    expect(phone.locator("input[name=reply]:checked")).to_have_count(0)
    expect(phone.get_by_text("You vote once more, after talking.")).to_be_visible()


def test_a_removed_seat_learns_it_and_comes_in_again(
    phone: Page, live_server: LiveServer, workshop: Workshop
):
    seat = sit(phone, live_server, workshop)
    seating.leave(seat=seat, at=now())
    expect(phone.get_by_role("heading", name="You were removed from this room")).to_be_visible()
    checks.assert_accessible(phone, widths=WIDTHS)
    phone.get_by_role("link", name="Enter the code").click()
    phone.get_by_label("Code").fill(workshop.code)
    phone.get_by_role("button", name="Go to the room").click()
    phone.get_by_role("button", name="Take a seat").click()
    says(phone, "Not voted yet")


def test_answering_alone_comes_back_to_the_room(phone: Page, live_server: LiveServer):
    pulse = factories.assessment(scope=Assessment.Scope.PULSE, mode=Assessment.Mode.CONFIDENTIAL)
    phase = Workshop.Phase.ANSWERING
    workshop = rooms.workshop(pulse, topics=0, seats=2, phase=phase, from_nothing=True)
    seat = sit(phone, live_server, workshop)
    checks.assert_accessible(phone, widths=WIDTHS)
    phone.set_viewport_size(PHONE)
    phone.get_by_role("button", name="Begin").click()
    phone.get_by_role("button", name="I have read this and begin").click()
    phone.wait_for_url("**/questions/**")
    phone.get_by_role("link", name="Back to the room").click()
    expect(phone.get_by_role("heading", name="Your answers are not sent yet")).to_be_visible()
    phone.get_by_role("button", name="Go on answering").click()
    phone.get_by_role("link", name="See all questions, and send").click()
    phone.get_by_role("button", name="Send my answers").first.click()
    phone.wait_for_url(f"**{seat.get_absolute_url()}")
    expect(phone.get_by_text("Waiting for the others: 1 of 3")).to_be_visible()
    checks.assert_accessible(phone, widths=WIDTHS)


def test_without_javascript_a_vote_is_a_form(workshop: Workshop, live_server: LiveServer, browser: Browser):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    phone = context.new_page()
    sit(phone, live_server, workshop)
    choose(phone, 2)
    phone.get_by_role("button", name="Send my vote").click()
    says(phone, RECEIVED)
    choose(phone, 3)
    phone.get_by_role("button", name="Send my vote").click()
    says(phone, RECEIVED)
    assert list(Vote.objects.values_list("reply", "revision")) == [(3, 2)]
    expect(phone.get_by_role("link", name="Show what is on now")).to_be_visible()
    context.close()


Bring = Callable[[Workshop], object]


def at_part(kind: str) -> Bring:
    """Bring the room to a part without a vote."""

    def bring(workshop: Workshop) -> object:
        part = workshop.items.create(place=20, kind=kind, minutes=5)
        return Workshop.objects.filter(pk=workshop.pk).update(current=part)

    return bring


def revealed(workshop: Workshop) -> None:
    """Show votes of every kind."""
    ballot = Ballot.objects.get()
    for number, seat in enumerate(workshop.seats.all()):
        Vote.objects.create(ballot=ballot, seat=seat, reply=number % 6 + 1, revision=1)
    reveal(workshop)


def agreed(workshop: Workshop) -> None:
    """Agree after the votes were shown."""
    revealed(workshop)
    rooms.decision(first(workshop))


def parked(workshop: Workshop) -> None:
    """Park the topic with both views."""
    Topic.objects.filter(pk=first(workshop).pk).update(
        stage=Stage.PARKED, parked_because="We lack figures", lower_view="By chance", higher_view="By plan"
    )


STATES: dict[str, Bring] = {
    "voting": lambda _workshop: None,
    "waiting": lambda _workshop: Topic.objects.update(stage=Stage.WAITING),
    "revealed": revealed,
    "agreed": agreed,
    "parked": parked,
    "lobby": lambda _workshop: Workshop.objects.update(phase=Workshop.Phase.PREPARED),
    "opening": at_part(Item.Kind.OPENING),
    "spread": at_part(Item.Kind.SPREAD),
    "actions": at_part(Item.Kind.ACTIONS),
    "reserve": at_part(Item.Kind.RESERVE),
    "ended": lambda _workshop: Workshop.objects.update(phase=Workshop.Phase.ENDED, ended_at=now()),
}


def test_every_state_is_accessible_and_fits(phone: Page, live_server: LiveServer):
    for bring in STATES.values():
        workshop = rooms.workshop(seats=12, title="Where we stand")
        rooms.ballot(first(workshop))
        seat = sit(phone, live_server, workshop)
        bring(workshop)
        phone.goto(f"{live_server.url}{seat.get_absolute_url()}")
        checks.assert_accessible(phone, widths=WIDTHS)
        phone.goto("about:blank")
        Workshop.objects.all().delete()


def test_the_ways_in_are_accessible(phone: Page, live_server: LiveServer, workshop: Workshop, watch: Watch):
    watch.allow("404")
    phone.goto(f"{live_server.url}/room/")
    checks.assert_accessible(phone, widths=WIDTHS)
    phone.get_by_label("Code").fill("ZZZZ")
    phone.get_by_role("button", name="Go to the room").click()
    expect(phone.get_by_label("Code")).to_have_value("ZZZZ")
    checks.assert_accessible(phone, widths=WIDTHS)
    phone.goto(f"{live_server.url}/room/{workshop.code}/")
    checks.assert_accessible(phone, widths=WIDTHS)
