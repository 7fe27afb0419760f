"""What reaches the streams of a room, and when; the room itself is a list that the test writes."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError

from tests import loops
from workshops import channels, faces, hub, onlookers, tickets
from workshops.channels import Channel, State, Subscriber
from workshops.faces import Picture
from workshops.onlookers import Onlooker
from workshops.tickets import Ticket
from workshops.watching import Change

ROOM = uuid4()
PATIENCE_SECONDS = 60
NEVER_SECONDS = 10 * PATIENCE_SECONDS


@dataclass
class Scene:
    """A room whose state is a number of votes and a key, and the word that it has changed."""

    voted: int = 0
    key: str = "first"
    gone: frozenset[UUID] = frozenset()
    fault: Exception | None = None
    looks: int = 0
    counted: int = 0  # looks at nothing but the counts
    turned_away: frozenset[str] = frozenset()  # members, by key
    trouble: Exception | None = None  # while members are asked for
    _changes: asyncio.Queue[Change] = field(default_factory=asyncio.Queue)

    def look(
        self, _workshop_id: UUID, wanted: frozenset[str], known: Mapping[str, State] | None
    ) -> dict[str, State]:
        self.looks += 1
        self.counted += known is not None
        if self.fault:
            raise self.fault
        seen = Picture(f"{self.key} {self.voted}", self.key, self.voted, 3, 0, "<p>", self.gone)
        return {face: hub.state(seen) for face in wanted}

    async def watch(self) -> AsyncGenerator[Change]:
        yield Change()
        while True:
            yield await self._changes.get()

    def change(self, *, voted: int, key: str = "first", room: UUID = ROOM, vote: bool = False) -> None:
        self.voted, self.key = voted, key
        self._changes.put_nowait(Change(room, vote))

    def hub(self) -> hub.Hub:
        return hub.Hub(look=self.look, watch=self.watch, admit=self.admit)

    def admit(self, looking: Collection[Onlooker]) -> frozenset[Onlooker]:
        if self.trouble:
            raise self.trouble
        return frozenset(one for one in looking if one.user not in self.turned_away)


class Browser:
    """Somebody who reads a stream."""

    def __init__(self, to: hub.Hub, *, holder: str = "", face: str = "phone", **seen: str) -> None:
        self._words = to.events(Ticket(ROOM, face, holder or str(uuid4())), **seen)
        self._reading: asyncio.Task[bytes] | None = None

    async def word(self) -> bytes:
        """Return the next word but for the advice when to come back; empty at the end."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            word, self._reading = await self._read(), None
            return await self.word() if word.startswith(b"retry:") else word

    def _read(self) -> asyncio.Task[bytes]:
        self._reading = self._reading or asyncio.create_task(anext(self._words, b""))
        return self._reading

    async def told(self) -> dict[str, object]:
        """Return the next state."""
        return dict(json.loads((await self.word()).split(b"data: ")[1]))

    async def ended(self) -> bool:
        """Say whether that was the last word."""
        return await self.word() == b""

    async def silent(self, seconds: float = 0.5) -> bool:
        """Say whether nothing comes for a while; what comes later is not lost."""
        await asyncio.wait({self._read()}, timeout=seconds)
        if self._read().done() and self._read().result().startswith(b"retry:"):
            self._reading = None
            return await self.silent(seconds)
        return not self._read().done()

    async def leave(self) -> None:
        await self._words.aclose()


def run(test: Coroutine[object, object, None]) -> None:
    loops.run(test)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 # a count of the scene, which tells nobody
            await asyncio.sleep(0.01)


async def rested(scene: Scene) -> int:
    """Wait until nobody looks at the room any more, and return how often it was looked at."""
    looks = -1
    while looks != scene.looks:
        looks = scene.looks
        await asyncio.sleep(2 * hub.GAP_SECONDS)
    return looks


def told(voted: int, key: str = "first", **html: str) -> dict[str, object]:
    return {"id": f"{key} {voted}", "key": key, "voted": voted, "present": 3, "answered": 0, **html}


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


def member(to: hub.Hub, key: int) -> Browser:
    return Browser(to, holder=f"{onlookers.HOLDER}{key}", face="console", session="key")


def test_member_who_may_see_the_room_no_longer_is_shown_nothing_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "RIGHTS_SECONDS", 0.05)

    async def scenes() -> None:
        scene = Scene()
        here = scene.hub()
        browsers = [member(here, 1), member(here, 2), Browser(here)]
        for browser in browsers:
            assert await browser.told() == told(0, html="<p>")
        scene.turned_away = frozenset({"1"})
        assert await browsers[0].ended()
        scene.change(voted=1)
        assert [await browser.told() for browser in browsers[1:]] == [told(1)] * 2

    run(scenes())


def test_member_who_may_not_see_the_room_is_shown_nothing_at_all():
    async def scenes() -> None:
        scene = Scene(turned_away=frozenset({"1"}))
        here = scene.hub()
        other = Browser(here, face="console")  # the face is known before the member comes
        await other.told()
        assert await member(here, 1).ended()

    run(scenes())


def test_nobody_new_is_shown_anything_while_members_cannot_be_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "RIGHTS_SECONDS", 0.05)

    async def scenes() -> None:
        scene = Scene()
        here = scene.hub()
        known = member(here, 1)
        assert await known.told() == told(0, html="<p>")
        scene.trouble = OperationalError()
        new = member(here, 2)
        assert await new.silent()
        scene.change(voted=1)
        assert await known.told() == told(1)
        scene.trouble = None
        assert await new.told() == told(1, html="<p>")

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
