"""How a face keeps itself up to date: one tab streams for all, and where nothing streams it asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import factories, rooms, server
from tests.server import Site
from workshops import screens, voting
from workshops.models import Item, Topic, Workshop

_ROOM = """
import json
from django.utils.timezone import now
from tests import rooms
from workshops import screens
room = rooms.workshop(seats=2)
topic = room.topics.get(item__place=0)
rooms.ballot(topic)
print(json.dumps({"token": screens.token(room, now()), "topic": str(topic.pk),
    "seats": [str(seat.pk) for seat in room.seats.all()]}))
"""
_VOTE = """
from django.utils.timezone import now
from workshops import voting
from workshops.models import Seat
voting.cast(seat=Seat.objects.get(pk="{seat}"), topic_id="{topic}", ballot=1, reply=3, revision=1, at=now())
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Lend the real server: the one of other browser tests holds no streams."""
    with server.empty_data(tmp_path) as settings:
        site = Site(settings)
        site.prepare()
        site.start()
        yield site
        site.stop()


def expect_votes(page: Page, votes: int) -> None:
    expect(page.locator('[data-live="voted"]').first).to_have_text(str(votes))


@pytest.mark.slow
@pytest.mark.xdist_group("crash")
def test_one_tab_streams_for_the_others_until_it_is_closed(context: BrowserContext, site: Site):
    room = json.loads(site.shell(_ROOM))
    streams: list[str] = []
    context.on("request", lambda request: streams.append(request.url) if "/live/" in request.url else None)
    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        tab.goto(f"{site.url}/screen/{room['token']}/")
        expect_votes(tab, 0)
    one, other = room["seats"]
    site.shell(_VOTE.format(seat=one, topic=room["topic"]))
    expect_votes(first, 1)
    expect_votes(second, 1)
    assert len(streams) == 1
    with context.expect_event("request", lambda request: "/live/" in request.url):
        first.close()
    site.shell(_VOTE.format(seat=other, topic=room["topic"]))
    expect_votes(second, 2)


def wall(page: Page, live_server: LiveServer, workshop: Workshop) -> None:
    page.goto(live_server.url + reverse("workshops:screen-token", args=[screens.token(workshop, now())]))


def test_page_asks_where_nothing_streams(page: Page, live_server: LiveServer):
    workshop = rooms.workshop(seats=1)
    topic = workshop.topics.get(item__place=0)
    rooms.ballot(topic)
    wall(page, live_server, workshop)
    expect_votes(page, 0)
    voter = workshop.seats.get()
    voting.cast(seat=voter, topic_id=topic.pk, ballot=1, reply=3, revision=1, at=now())
    expect_votes(page, 1)


def test_page_catches_up_once_the_network_is_back(
    page: Page, context: BrowserContext, live_server: LiveServer
):
    workshop = rooms.workshop()
    topic = workshop.topics.get(item__place=0)
    wall(page, live_server, workshop)
    context.set_offline(True)
    expect(page.locator("[data-line]")).to_be_visible()
    rooms.ballot(topic)
    context.set_offline(False)
    expect(page.locator(".wall-voting")).to_be_visible()
    expect(page.locator("[data-line]")).to_be_hidden()


def desk(page: Page, context: BrowserContext, live_server: LiveServer, workshop: Workshop) -> None:
    """Open the console of a room as its owner."""
    client = Client()
    client.force_login(factories.member(workshop.organisation))
    cookie = client.cookies["session"]
    context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server.url}])
    page.goto(live_server.url + reverse("workshops:console", args=[workshop.organisation_id, workshop.pk]))


def test_what_was_typed_stays_while_its_topic_does(
    page: Page, context: BrowserContext, live_server: LiveServer
):
    workshop = rooms.workshop(seats=2)
    topic = workshop.topics.get(item__place=0)
    rooms.ballot(topic, dict.fromkeys(workshop.seats.all(), 3), revealed=True)
    desk(page, context, live_server, workshop)
    reason = page.locator("#reason")
    page.locator("#agree > summary").click()
    reason.fill("Half of a sen")
    page.locator("#position-4").check()
    reason.focus()
    rooms.seat(workshop, name="Somebody late")
    expect(page.get_by_text("Somebody late").first).to_be_attached()
    expect(reason).to_have_value("Half of a sen")
    expect(reason).to_be_focused()
    expect(page.locator("#position-4")).to_be_checked()
    following = Item.objects.get(workshop=workshop, place=1)
    rooms.ballot(Topic.objects.get(item=following), revealed=True)
    Workshop.objects.filter(pk=workshop.pk).update(current=following, version=workshop.version + 1)
    expect(page.locator("#agree")).to_have_attribute("data-about", str(following.topic_id))
    expect(reason).to_have_value("")
