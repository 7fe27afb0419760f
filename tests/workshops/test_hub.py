"""What reaches the streams of a room, and when; the room itself is a list that the test writes."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError

from tests.workshops.scenes import (
    NEVER_SECONDS,
    PATIENCE_SECONDS,
    ROOM,
    Browser,
    Scene,
    member,
    rested,
    run,
    told,
    until,
)
from workshops import channels, faces, hub, tickets
from workshops.channels import Channel, Subscriber
from workshops.faces import Picture
from workshops.tickets import Ticket


def test_html_is_sent_where_it_differs_from_what_was_sent_last():
    async def scenes() -> None:
        scene = Scene()
        browser = Browser(scene.hub())
        assert await browser.told() == told(0, html="<p>")
        scene.change(voted=1)
        assert await browser.told() == told(1)
        scene.change(voted=0, key="second")
        assert await browser.told() == told(0, "second", html="<p>")

    run(scenes())


def test_browser_that_has_the_state_is_sent_nothing_at_first():
    async def scenes() -> None:
        scene = Scene()
        browser = Browser(scene.hub(), seen_id="first 0")
        assert await browser.silent()

    run(scenes())


def test_browser_that_has_the_html_is_sent_the_counts():
    async def scenes() -> None:
        scene = Scene(voted=2)
        browser = Browser(scene.hub(), seen_id="first 1", seen_key="first")
        assert await browser.told() == told(2)

    run(scenes())


def test_change_of_another_room_is_not_looked_at():
    async def scenes() -> None:
        scene = Scene()
        browser = Browser(scene.hub())
        await browser.word()
        looks = await rested(scene)
        scene.change(voted=1, room=uuid4())
        assert await browser.silent()
        assert scene.looks == looks

    run(scenes())


def test_first_change_goes_at_once_and_the_last_of_many_always_arrives():
    async def scenes() -> None:
        scene = Scene()
        browser = Browser(scene.hub())
        await browser.word()
        looks = await rested(scene)
        scene.change(voted=1)
        assert await browser.told() == told(1)
        for voted in range(2, 101):
            scene.change(voted=voted)
        assert await browser.told() == told(100)
        assert scene.looks - looks <= 3

    run(scenes())


def test_first_change_waits_for_no_gap_and_the_next_one_does(monkeypatch: pytest.MonkeyPatch):
    async def scenes() -> None:
        scene = Scene()
        browser = Browser(scene.hub())
        await browser.word()
        await rested(scene)
        monkeypatch.setattr(hub, "GAP_SECONDS", NEVER_SECONDS)
        scene.change(voted=1)
        assert await browser.told() == told(1)
        scene.change(voted=2)
        assert await browser.silent()

    run(scenes())


def test_vote_makes_the_room_count_and_no_more():
    async def scenes() -> None:
        scene = Scene()
        phone = Browser(scene.hub())
        assert await phone.told() == told(0, html="<p>")
        looks = await rested(scene)
        for voted in (1, 2):
            scene.change(voted=voted, vote=True)
            assert await phone.told() == told(voted)
        assert (scene.looks, scene.counted) == (looks + 2, 2)
        await phone.leave()

    run(scenes())


def test_whatever_comes_with_a_vote_is_read():
    async def scenes() -> None:
        scene = Scene()
        phone = Browser(scene.hub())
        await phone.told()
        scene.change(voted=1, vote=True)
        scene.change(voted=1, key="second")
        scene.change(voted=1, key="second", vote=True)
        last = await phone.told()
        while last["key"] != "second":
            last = await phone.told()
        assert last == told(1, "second", html="<p>")
        await phone.leave()

    run(scenes())


def test_console_learns_soon_after_the_count_whose_vote_it_was(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(channels, "NAMES_SECONDS", 0.05)

    async def scenes() -> None:
        scene = Scene()
        console = Browser(scene.hub(), face="console")
        await console.told()
        looks = await rested(scene)
        scene.change(voted=1, vote=True)
        assert await console.told() == told(1)
        await until(lambda: scene.looks == looks + 2)
        assert await console.silent()
        assert (scene.looks, scene.counted) == (looks + 2, 1)

    run(scenes())


def test_look_that_found_nothing_new_delays_no_news(monkeypatch: pytest.MonkeyPatch):
    async def scenes() -> None:
        scene = Scene()
        browser = Browser(scene.hub())
        await browser.word()
        looks = await rested(scene)
        monkeypatch.setattr(hub, "GAP_SECONDS", NEVER_SECONDS)
        scene.change(voted=0)
        await until(lambda: scene.looks == looks + 1)
        scene.change(voted=1)
        assert await browser.told() == told(1)

    run(scenes())


def test_everybody_is_sent_the_same_text():
    async def scenes() -> None:
        here = Scene().hub()
        browsers = [Browser(here) for _ in range(3)]
        [one, *others] = [await browser.word() for browser in browsers]
        assert all(other is one for other in others)

    run(scenes())


def test_slow_browser_is_sent_the_latest_state_only():
    async def scenes() -> None:
        slow = Subscriber("phone", "slow")
        for voted in (1, 2, 3):
            slow.offer(hub.state(Picture(str(voted), "key", voted, 3, 0, "", frozenset())))
        assert b'"voted": 3' in (await slow.words() or b"")
        assert slow._latest is None

    run(scenes())


def test_removed_seat_hears_that_it_is_gone_and_its_stream_ends():
    async def scenes() -> None:
        scene, removed, kept = Scene(), uuid4(), uuid4()
        here = scene.hub()
        one, other = Browser(here, holder=str(removed)), Browser(here, holder=str(kept))
        await one.word()
        await other.word()
        scene.gone = frozenset({removed})
        scene.change(voted=0, key="second")
        assert (await one.word(), await one.ended()) == (channels.GONE, True)
        assert await other.told() == told(0, "second", html="<p>")

    run(scenes())


def test_room_that_was_deleted_lets_everybody_go():
    async def scenes() -> None:
        scene = Scene()
        browser = Browser(scene.hub())
        await browser.word()
        scene.fault = ObjectDoesNotExist()
        scene.change(voted=1)
        assert (await browser.word(), await browser.ended()) == (channels.GONE, True)

    run(scenes())


def test_lost_database_keeps_streams_and_is_asked_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "RETRY_AFTER_TROUBLE_SECONDS", 0.05)

    async def scenes() -> None:
        scene = Scene()
        browser = Browser(scene.hub())
        await browser.word()
        scene.fault = OperationalError()
        scene.change(voted=1)
        assert await browser.silent()
        scene.fault = None
        assert await browser.told() == told(1)

    run(scenes())


def test_oldest_stream_of_a_holder_gives_way():
    async def scenes() -> None:
        here = Scene().hub()
        browsers = [Browser(here, holder="seat") for _ in range(hub.STREAMS_OF_HOLDER + 1)]
        for browser in browsers:
            await browser.word()
        assert (await browsers[0].word(), await browsers[0].ended()) == (channels.CROWDED, True)
        assert await browsers[1].silent()

    run(scenes())


def test_room_is_full_at_its_limit():
    async def scenes() -> None:
        here = Scene().hub()
        here._channels[ROOM] = Channel(ROOM)
        here._channels[ROOM].subscribers = {
            Subscriber("phone", str(number)) for number in range(hub.STREAMS_OF_WORKSHOP - 1)
        }
        assert not here.full(ROOM)
        here._channels[ROOM].subscribers.add(Subscriber("phone", "last"))
        assert here.full(ROOM)
        assert not here.full(uuid4())

    run(scenes())


def test_quiet_stream_says_that_it_lives(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(channels, "HEARTBEAT_SECONDS", 0.05)

    async def scenes() -> None:
        browser = Browser(Scene().hub(), seen_id="first 0")
        assert [await browser.word(), await browser.word()] == [channels.HEARTBEAT] * 2

    run(scenes())


def test_stream_ends_with_its_ticket(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tickets, "LIFETIME", timedelta(seconds=0.2))
    monkeypatch.setattr(channels, "HEARTBEAT_SECONDS", 0.05)

    async def scenes() -> None:
        async with aclosing(Scene().hub().events(Ticket(ROOM, "phone", "seat"))) as words:
            async with asyncio.timeout(PATIENCE_SECONDS):
                assert {channels.GONE, channels.CROWDED}.isdisjoint([word async for word in words])

    run(scenes())


def test_stream_of_an_old_ticket_ends_when_the_ticket_does(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(channels, "HEARTBEAT_SECONDS", 0.05)
    almost = tickets.LIFETIME.total_seconds() - 0.2
    ticket = Ticket(ROOM, "phone", "seat", signed_at=time.time() - almost)

    async def scenes() -> None:
        async with aclosing(Scene().hub().events(ticket)) as words:
            async with asyncio.timeout(PATIENCE_SECONDS):
                assert {channels.GONE, channels.CROWDED}.isdisjoint([word async for word in words])

    run(scenes())


def test_nothing_is_kept_of_those_who_left():
    async def scenes() -> None:
        here = Scene().hub()
        browsers = [Browser(here), Browser(here, face=faces.Face.PROJECTOR), member(here, 1)]
        for browser in browsers:
            await browser.word()
            await browser.leave()
        assert (here._channels, here._holders, here._tasks) == ({}, {}, [])

    run(scenes())


def test_server_that_ends_lets_streams_end():
    async def scenes() -> None:
        here = Scene().hub()
        browser = Browser(here)
        await browser.word()
        here.end()
        assert await browser.ended()

    run(scenes())
