"""Bring what changes in a room to everybody who watches it: one hub for a process and its event loop.

A change makes the room look at itself once for each face that somebody watches, and every stream of the face
is sent the same text. The first change goes out at once, later ones are gathered for a quarter of a second.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncGenerator, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import close_old_connections
from django.utils.timezone import now

from workshops import attendance, channels, faces, onlookers, screens, tickets, watching
from workshops.channels import Channel, State, Subscriber
from workshops.onlookers import Onlooker

if TYPE_CHECKING:
    from uuid import UUID

log = structlog.get_logger(__name__)
Look = Callable[["UUID", frozenset[str], Mapping[str, State] | None], Mapping[str, State]]
Watch = Callable[[], watching.Changes]
Admit = Callable[[Collection[Onlooker]], Collection[Onlooker]]

STREAMS_OF_HOLDER = 3  # of one face of one room
STREAMS_OF_WORKSHOP = 500
GAP_SECONDS = 0.25
# On SQLite every change of anything is a reason to look.
GAP_WITHOUT_NEWS_SECONDS = 0.05
RETRY_AFTER_TROUBLE_SECONDS = 1.0
# How long a member still sees a room who has signed out, or may see it no longer.
RIGHTS_SECONDS = 5.0
# Milliseconds after which a browser comes back; spread, so that a restart does not bring all at once.
_RETRY = (1000, 3000)
_LOOKING_THREADS = 2


class Hub:
    """The open streams of a process, by room."""

    def __init__(self, *, look: Look, watch: Watch, admit: Admit) -> None:
        self._look, self._watch, self._admit = look, watch, admit
        self._channels: dict[UUID, Channel] = {}
        self._holders: dict[tuple[UUID, str, str], list[Subscriber]] = {}
        self._tasks: list[asyncio.Task[None]] = []  # while there is a stream
        self._newcomer = asyncio.Event()  # a member of whom nothing is known yet

    def full(self, workshop_id: UUID) -> bool:
        """Say whether a room has as many streams as it may."""
        channel = self._channels.get(workshop_id)
        return channel is not None and len(channel.subscribers) >= STREAMS_OF_WORKSHOP

    async def events(
        self, ticket: tickets.Ticket, *, seen_id: str = "", seen_key: str = "", session: str = ""
    ) -> AsyncGenerator[bytes]:
        """Yield the events of one stream, as long as a ticket works, and a member's session and membership."""
        onlooker = onlookers.of(ticket, session)
        subscriber = Subscriber(ticket.face, ticket.holder, seen_id, seen_key, onlooker)
        clock = asyncio.get_running_loop().time
        until = clock() + ticket.seconds_left()
        self._join(ticket.workshop_id, subscriber)
        try:
            yield f"retry: {random.randint(*_RETRY)}\n\n".encode()  # noqa: S311 # no secret
            while clock() < until and (words := await subscriber.words()) is not None:
                yield words
        finally:
            self._leave(ticket.workshop_id, subscriber)

    def end(self) -> None:
        """Let every stream end; browsers come back to whoever serves then."""
        for channel in self._channels.values():
            channel.end(b"")

    def _join(self, workshop_id: UUID, subscriber: Subscriber) -> None:
        holding = self._holders.setdefault((workshop_id, subscriber.face, subscriber.holder), [])
        holding.append(subscriber)
        for oldest in holding[:-STREAMS_OF_HOLDER]:
            oldest.end(channels.CROWDED)
        channel = self._channels.get(workshop_id)
        if channel is None:
            channel = self._channels[workshop_id] = Channel(workshop_id)
            channel.task = asyncio.create_task(self._follow(channel))
        channel.add(subscriber)
        if subscriber.onlooker is not None:
            self._newcomer.set()
        if not self._tasks:
            work = self._mark(), self._check_members(), self._beat()
            self._tasks = [asyncio.create_task(one) for one in work]

    def _leave(self, workshop_id: UUID, subscriber: Subscriber) -> None:
        holder = workshop_id, subscriber.face, subscriber.holder
        holding = self._holders[holder]
        holding.remove(subscriber)
        if not holding:
            del self._holders[holder]
        channel = self._channels[workshop_id]
        channel.subscribers.discard(subscriber)
        if not channel.subscribers:
            del self._channels[workshop_id]
            if channel.task is not None:
                channel.task.cancel()
        if not self._channels:
            for task in self._tasks:
                task.cancel()
            self._tasks = []

    async def _mark(self) -> None:
        """Note which rooms have changed."""
        async with aclosing(self._watch()) as changes:
            async for change in changes:
                for channel in self._channels.values():
                    if change.workshop_id in {None, channel.workshop_id}:
                        channel.mark(vote=change.vote)

    async def _beat(self) -> None:
        """Let streams in which nothing happens say that they live."""
        while True:
            await asyncio.sleep(channels.HEARTBEAT_SECONDS / 2)
            for channel in self._channels.values():
                channel.beat()

    async def _check_members(self) -> None:
        """Let members see what they may: newcomers at once, and all of them again after some seconds."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(RIGHTS_SECONDS):
                    await self._newcomer.wait()
            self._newcomer.clear()
            try:
                await self._let_in_or_out()
            except Exception as error:  # noqa: BLE001 # whatever it is, nobody new is let in and it is tried again
                log.warning("rights not read", error=type(error).__name__)

    async def _let_in_or_out(self) -> None:
        everybody = [subscriber for one in self._channels.values() for subscriber in one.subscribers]
        looking = frozenset(one.onlooker for one in everybody if one.onlooker is not None)
        if not looking:
            return
        may = await asyncio.get_running_loop().run_in_executor(_threads(), self._admit, looking)
        for subscriber in everybody:
            if subscriber.onlooker in may:
                subscriber.admit()
            elif subscriber.onlooker is not None:
                subscriber.end()  # without a word: the page asks once more, and says why

    async def _follow(self, channel: Channel) -> None:
        """Publish a room's changes, at most four times a second, and the last one always."""
        loop = asyncio.get_running_loop()
        while True:
            await channel.dirty.wait()
            began = loop.time()
            gap = GAP_SECONDS if await self._publish(channel) else GAP_WITHOUT_NEWS_SECONDS
            await asyncio.sleep(max(0.0, began + gap - loop.time()))

    async def _publish(self, channel: Channel) -> bool:
        """Look at a room, and say whether there was something new to tell."""
        loop, known = asyncio.get_running_loop(), channel.known()
        wanted = channel.workshop_id, channel.faces, known
        try:
            states = await loop.run_in_executor(_threads(), self._look, *wanted)
        except ObjectDoesNotExist:
            channel.end(channels.GONE)
        except Exception as error:  # noqa: BLE001 # whatever it is, the streams stay open and it is tried again
            log.warning("room not read", error=type(error).__name__)
            channel.mark()
            await asyncio.sleep(RETRY_AFTER_TROUBLE_SECONDS)
        else:
            if known is not None:
                channel.look_again()
            return channel.publish(states)
        return False


def here() -> Hub:
    """Return the hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(look=look, watch=watching.changes, admit=admit)
    return _hubs[loop]


def look(
    workshop_id: UUID, wanted: frozenset[str], known: Mapping[str, State] | None = None
) -> dict[str, State]:
    """Read a room, and write it once for each face; runs in a thread that keeps its connection.

    `known`: states of which only the counts are read anew.
    """
    close_old_connections()
    try:
        at = now()
        if known is not None:
            counts = attendance.counts(workshop_id, at)
            return {face: _recounted(known[face], counts) for face in wanted}
        seen = faces.room(workshop_id, at)
        screen = screens.admitted(seen.workshop, at)
        return {face: state(faces.pictured(seen, faces.Face(face)), screen=screen) for face in wanted}
    finally:
        close_old_connections()


def admit(looking: Collection[Onlooker]) -> frozenset[Onlooker]:
    """Say who of the members may go on looking; runs in a thread as `look` does."""
    close_old_connections()
    try:
        return onlookers.admitted(looking, now())
    finally:
        close_old_connections()


def _recounted(known: State, counts: attendance.Counts) -> State:
    return state(faces.recounted(known.picture, counts), screen=known.screen)


def state(picture: faces.Picture, *, screen: str | None = None) -> State:
    """Write a picture as the text of an event."""
    return State(
        picture=picture,
        whole=_event(picture.id, picture.told()),
        brief=_event(picture.id, picture.told(picture.key)),
        gone=frozenset(str(seat) for seat in picture.gone),
        screen=screen,
    )


def _event(id_: str, told: Mapping[str, object]) -> bytes:
    return f"event: state\nid: {id_}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_LOOKING_THREADS, thread_name_prefix="rooms")


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()
