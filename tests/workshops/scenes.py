"""A room that a test writes, and browsers that hear of it by streams."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from tests import loops
from workshops import hub, onlookers
from workshops.channels import State
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
    """Run the scenes of a test."""
    loops.run(test)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
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
    """Return what a browser is told."""
    return {"id": f"{key} {voted}", "key": key, "voted": voted, "present": 3, "answered": 0, **html}


def member(to: hub.Hub, key: int) -> Browser:
    """Let a member open the console."""
    return Browser(to, holder=f"{onlookers.HOLDER}{key}", face="console", session="key")
