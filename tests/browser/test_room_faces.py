"""The projector and the console in a real browser: every state, every width, and the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import BrowserContext, Locator, Page, expect

from assessments.models import Assessment
from tests import factories, rooms
from tests.browser import checks
from tests.browser.checks import Watch
from workshops import screens
from workshops.models import Item, Topic, Workshop
from workshops.protocol import Stage

LONGEST = ("insight-shared-picture", "dna-consistency", "insight-three-levels")
WALLS = ((1280, 720), (1920, 1080), (1024, 768))
REASON = "Every complaint of the last quarter was read by two functions, and both saw the same cause. " * 2


@pytest.fixture
def about(library: None) -> Assessment:
    return factories.closed(people=18)


@pytest.fixture(autouse=True)
def _streams_nowhere(watch: Watch) -> None:
    """Let the page fall back to asking: the test's server cannot hold a stream."""
    watch.allow("status of 503")


@pytest.fixture
def leader_page(clean_page: Page, context: BrowserContext, live_server: Any, about: Assessment) -> Page:
    client = Client()
    client.force_login(factories.member(about.organisation))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return clean_page


def room(about: Assessment, *, question: str = LONGEST[0], **fields: Any) -> Workshop:
    """Make a workshop of 15 people at a topic."""
    made = rooms.workshop(about, topics=0, title="Leaders in one room", **fields)
    for kind, place in ((Item.Kind.OPENING, 100), (Item.Kind.SPREAD, 101), (Item.Kind.ACTIONS, 102)):
        Item.objects.create(workshop=made, kind=kind, place=place, minutes=10, title="")
    for asked in (question, *(other for other in LONGEST if other != question)):
        rooms.topic(made, asked)
    for number in range(15):
        rooms.seat(made, name=f"Person {number + 1}", group=factories.GROUPS[number % 2])
    if made.live:
        go(made, topic(made).item)
    return made


def go(made: Workshop, item: Item) -> None:
    made.current, made.item_began_at = item, now()
    made.save(update_fields=["current", "item_began_at"])


def topic(made: Workshop) -> Topic:
    return made.topics.order_by("item__place")[0]


def waiting(about: Assessment) -> Workshop:
    return room(about)


def voting(about: Assessment) -> Workshop:
    made = room(about)
    rooms.ballot(topic(made), dict.fromkeys(made.seats.all()[:11], 3))
    return made


def revealed(about: Assessment) -> Workshop:
    made = room(about)
    replies = (1, 2, 2, 3, 3, 3, 4, 4, 4, 3, 2, 5, 6, 3, 2)
    rooms.ballot(
        topic(made), dict(zip(made.seats.order_by("joined_at"), replies, strict=True)), revealed=True
    )
    return made


def revealed_to_few(about: Assessment) -> Workshop:
    made = room(about)
    rooms.ballot(topic(made), dict(zip(made.seats.all()[:4], (1, 2, 4, 5), strict=True)), revealed=True)
    return made


def agreed(about: Assessment) -> Workshop:
    made = revealed(about)
    rooms.decision(topic(made), 5, reason=REASON)
    made.actions.create(title="Bring three complaints to every Monday meeting", owner="Hana", due_on=now())
    return made


def parked(about: Assessment) -> Workshop:
    made = revealed(about)
    views = {"parked_because": REASON, "lower_view": REASON, "higher_view": REASON}
    Topic.objects.filter(pk=topic(made).pk).update(stage=Stage.PARKED, **views)
    return made


def lobby(about: Assessment) -> Workshop:
    return room(about, phase=Workshop.Phase.PREPARED)


def answering(about: Assessment) -> Workshop:
    return room(about, phase=Workshop.Phase.ANSWERING, from_nothing=True)


def ended(about: Assessment) -> Workshop:
    return room(about, phase=Workshop.Phase.ENDED)


def part(kind: str) -> Callable[[Assessment], Workshop]:
    def made(about: Assessment) -> Workshop:
        found = room(about)
        found.actions.create(title="Bring three complaints to every Monday meeting", owner="Hana")
        found.parking_notes.create(text="The new web shop")
        go(found, found.items.get(kind=kind))
        return found

    return made


STATES: dict[str, Callable[[Assessment], Workshop]] = {
    "lobby": lobby,
    "answering": answering,
    "opening": part(Item.Kind.OPENING),
    "spread": part(Item.Kind.SPREAD),
    "waiting": waiting,
    "voting": voting,
    "revealed": revealed,
    "revealed to few": revealed_to_few,
    "agreed": agreed,
    "parked": parked,
    "actions": part(Item.Kind.ACTIONS),
    "ended": ended,
}


def wall(live_server: Any, made: Workshop, theme: str = "light") -> str:
    link = reverse("workshops:screen-token", args=[screens.token(made, now())])
    return f"{live_server.url}{link}?theme={theme}"


def desk(live_server: Any, made: Workshop) -> str:
    return f"{live_server.url}{reverse('workshops:console', args=[made.organisation_id, made.pk])}"


@pytest.mark.parametrize("state", STATES)
def test_wall_is_accessible_and_fits_every_screen(
    clean_page: Page, live_server: Any, about: Assessment, state: str
):
    made = STATES[state](about)
    for theme, widths in (("light", (390, 1920)), ("dark", (1440,))):
        clean_page.goto(wall(live_server, made, theme))
        checks.assert_accessible(clean_page, widths=widths)
    for width, height in WALLS:
        checks.resize(clean_page, {"width": width, "height": height})
        checks.assert_fits(clean_page, "Height")


@pytest.mark.parametrize("state", STATES)
def test_console_is_accessible(leader_page: Page, live_server: Any, about: Assessment, state: str):
    leader_page.goto(desk(live_server, STATES[state](about)))
    for folded in leader_page.locator("details:not(.keys-help):not([open]) > summary").all():
        if folded.is_visible():
            folded.click()
    checks.assert_accessible(leader_page, widths=(390, 1440))


@pytest.fixture
def made(about: Assessment) -> Workshop:
    return room(about)


def now_at(page: Page) -> Locator:
    return page.locator(".now-head .stage")


def test_keyboard_leads_through_a_topic(leader_page: Page, live_server: Any, made: Workshop):
    leader_page.goto(desk(live_server, made))
    for key, stage in ((" ", "voting"), (" ", "revealed"), ("r", "voting"), ("u", "revealed")):
        leader_page.keyboard.press(key)
        expect(now_at(leader_page)).to_have_text(stage)
    leader_page.keyboard.press("n")
    expect(leader_page.get_by_text("Topic 2 of 3")).to_be_visible()
    leader_page.keyboard.press("?")
    expect(leader_page.get_by_role("button", name="Turn off shortcuts")).to_be_visible()
    leader_page.get_by_role("button", name="Turn off shortcuts").click()
    leader_page.locator("#now").focus()
    leader_page.keyboard.press(" ")
    expect(now_at(leader_page)).to_have_text("no vote yet")


def test_nothing_happens_while_somebody_types(leader_page: Page, live_server: Any, made: Workshop):
    leader_page.goto(desk(live_server, made))
    leader_page.get_by_text("Agree on an answer").click()
    leader_page.get_by_label("Why, in one line").press_sequentially("no run around")
    expect(now_at(leader_page)).to_have_text("no vote yet")
    expect(leader_page.get_by_label("Why, in one line")).to_have_value("no run around")


def test_second_half_of_a_double_click_meets_no_other_button(
    leader_page: Page, live_server: Any, made: Workshop
):
    leader_page.goto(desk(live_server, made))
    leader_page.keyboard.press(" ")
    expect(now_at(leader_page)).to_have_text("voting")
    leader_page.locator("#do-reveal").dispatch_event("click", {"detail": 2})
    leader_page.locator("#do-undo").dispatch_event("click", {"detail": 1})
    expect(now_at(leader_page)).to_have_text("no vote yet")


def test_what_was_typed_outlives_another_facilitators_command(
    leader_page: Page, live_server: Any, made: Workshop, watch: Watch
):
    watch.allow("status of 409", "status of 422", "status of 503")
    leader_page.route(
        "**/room/state/**", lambda asked: asked.fulfill(status=503)
    )  # hears of nothing by itself
    leader_page.goto(desk(live_server, made))
    leader_page.get_by_label("Put something aside").fill("The new web shop")
    leader_page.get_by_text("Agree on an answer").click()
    leader_page.get_by_label("Why, in one line").fill("We saw cases")
    leader_page.get_by_role("button", name="Agreed").click()
    expect(leader_page.get_by_text("Choose one of the answers shown.").first).to_be_visible()
    expect(leader_page.get_by_label("Why, in one line")).to_have_value("We saw cases")
    Workshop.objects.filter(pk=made.pk).update(version=made.version + 1)
    leader_page.get_by_text("Record", exact=True).click()
    leader_page.locator("#position-3").check()
    leader_page.get_by_role("button", name="Agreed").click()
    expect(leader_page.get_by_text("The room has moved on.")).to_be_visible()
    expect(leader_page.get_by_label("Put something aside")).to_have_value("The new web shop")
    leader_page.get_by_role("button", name="Agreed").click()
    expect(now_at(leader_page)).to_have_text("agreed")


def test_what_was_refused_outlives_the_next_command(
    leader_page: Page, live_server: Any, made: Workshop, watch: Watch
):
    watch.allow("status of 422")
    leader_page.goto(desk(live_server, made))
    leader_page.get_by_text("Add an action").click()
    leader_page.locator("#action-owner").fill("Ann")
    leader_page.locator("#do-add-action").click()
    expect(leader_page.locator("#action-title-error")).to_be_visible()
    leader_page.locator("#now").focus()
    leader_page.keyboard.press(" ")
    expect(now_at(leader_page)).to_have_text("voting")
    expect(leader_page.locator("#action-owner")).to_have_value("Ann")


def test_votes_fill_the_wall_and_the_reveal_replaces_it(clean_page: Page, live_server: Any, made: Workshop):
    ballot = rooms.ballot(topic(made), {})
    clean_page.goto(wall(live_server, made))
    expect(clean_page.locator(".dots .on")).to_have_count(0)
    for seat in made.seats.all()[:5]:
        ballot.votes.create(seat=seat, reply=4, revision=1)
    expect(clean_page.locator(".dots .on")).to_have_count(5)
    expect(clean_page.locator(".tally-n")).to_have_text("5 of 15 have voted")
    ballot.revealed_at = now()
    ballot.save(update_fields=["revealed_at"])
    Topic.objects.filter(pk=ballot.topic_id).update(stage=Stage.REVEALED)
    expect(clean_page.get_by_text("This is seen alike.")).to_be_visible()


def test_theme_is_kept_in_the_address_and_by_the_browser(clean_page: Page, live_server: Any, made: Workshop):
    clean_page.goto(wall(live_server, made))
    clean_page.get_by_role("link", name="Dark").click()
    expect(clean_page).to_have_url(re.compile(r"\?theme=dark$"))
    clean_page.goto(clean_page.url.partition("?")[0])
    expect(clean_page.locator("html")).to_have_attribute("data-theme", "dark")


def test_console_works_without_scripts(live_server: Any, made: Workshop, browser: Any):
    client = Client()
    client.force_login(factories.member(made.organisation))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = plain.new_page()
    page.goto(desk(live_server, made))
    page.get_by_role("button", name="Open the vote").click()
    page.get_by_role("button", name="Reveal").click()
    expect(now_at(page)).to_have_text("revealed")
    plain.close()
