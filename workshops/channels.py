"""Who listens to one room, and what each has been sent: always the latest state, never a queue."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from workshops import screens
from workshops.faces import Face, Picture
from workshops.onlookers import Onlooker

HEARTBEAT_SECONDS = 15.0  # of silence at most
NAMES_SECONDS = 1.0  # how long after the count a console may learn whose vote it was
# An event and no comment, so that a page can tell a quiet room from a line that is dead.
HEARTBEAT = b"event: beat\ndata: {}\n\n"
# Sent before a stream ends for good, so that the browser does not come back to the same address.
GONE = b"event: gone\ndata: {}\n\n"  # the seat, or the whole room
CROWDED = b"event: crowded\ndata: {}\n\n"  # the holder has opened newer ones


@dataclass(frozen=True, slots=True)
class State:
    """One picture as the text of an event, written once for everybody who sees that face."""

    picture: Picture
    whole: bytes
    brief: bytes  # for those who have the same html already
    gone: frozenset[str]  # holders who are no longer in the room
    screen: str | None = None  # the screen without an account that may look on; None where any may

    @property
    def id(self) -> str:
        return self.picture.id

    @property
    def key(self) -> str:
        return self.picture.key


@dataclass(slots=True, eq=False)
class Subscriber:
    """One open stream."""

    face: str
    holder: str
    id: str = ""  # what the browser shows
    key: str = ""
    onlooker: Onlooker | None = None  # a member, who is shown nothing before it is known that they may see it
    _admitted: bool = False
    _latest: State | None = None
    _farewell: bytes | None = None
    _quiet: bool = False  # for half of the time that it may be
    _beat: bool = False
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, state: State) -> None:
        """Put a state in the place of one that has not been sent yet."""
        if self.holder in state.gone or self._on_an_old_link(state):
            self.end(GONE)
        self._latest = state
        self._wake.set()

    def _on_an_old_link(self, state: State) -> bool:
        """Say whether this is a screen by the link of a code that is another now: the room shows the new one."""
        return self.holder.startswith(screens.HOLDER) and state.screen not in {None, self.holder}

    def admit(self) -> None:
        """Show a member what there is from now on."""
        if not self._admitted:
            self._admitted = True
            self._wake.set()

    def end(self, farewell: bytes = b"") -> None:
        """Let the stream end after a last word."""
        self._farewell = farewell
        self._wake.set()

    def beat(self) -> None:
        """Say something if nothing was said since this was called last: no stream needs a timer of its own."""
        if self._quiet:
            self._beat = True
            self._wake.set()
        self._quiet = True

    async def words(self) -> bytes | None:
        """Wait for what is to be sent next, a heartbeat at the latest; None ends the stream."""
        while self._farewell is None:
            await self._wake.wait()
            self._wake.clear()
            if self._farewell is None and (text := self._unsent()):
                self._quiet = False
                return text
        text, self._farewell = self._farewell, b""
        return text or None

    def _unsent(self) -> bytes:
        beat, self._beat = HEARTBEAT if self._beat else b"", False
        return self._news() or beat

    def _news(self) -> bytes:
        if self.onlooker is not None and not self._admitted:
            return b""
        state, self._latest = self._latest, None
        if state is None or state.id == self.id:
            return b""
        text = state.brief if state.key == self.key else state.whole
        self.id, self.key = state.id, state.key
        return text


@dataclass(slots=True, eq=False)
class Channel:
    """One room with at least one listener."""

    workshop_id: UUID
    subscribers: set[Subscriber] = field(default_factory=set)
    states: dict[str, State] = field(default_factory=dict)
    dirty: asyncio.Event = field(default_factory=asyncio.Event)
    recount: bool = False  # nothing has changed but the counts
    task: asyncio.Task[None] | None = None
    later: asyncio.TimerHandle | None = None

    @property
    def faces(self) -> frozenset[str]:
        return frozenset(subscriber.face for subscriber in self.subscribers)

    def add(self, subscriber: Subscriber) -> None:
        """Let a listener in: with what is known, and a new look where nothing is."""
        self.subscribers.add(subscriber)
        if known := self.states.get(subscriber.face):
            subscriber.offer(known)
        else:
            self.mark()

    def mark(self, *, vote: bool = False) -> None:
        """Note that the room has to be looked at, only for its counts where there was but a vote."""
        self.recount = vote and (self.recount or not self.dirty.is_set())
        self.dirty.set()

    def known(self) -> Mapping[str, State] | None:
        """Return the states in which only the counts may be old, None where the whole room has to be read."""
        self.dirty.clear()
        return self.states if self.recount and self.faces <= self.states.keys() else None

    def look_again(self) -> None:
        """Read the whole room soon: a console names those who have voted."""
        if Face.CONSOLE in self.faces and self.later is None:
            self.later = asyncio.get_running_loop().call_later(NAMES_SECONDS, self._due)

    def _due(self) -> None:
        self.later = None
        self.mark()

    def publish(self, states: Mapping[str, State]) -> bool:
        """Offer every listener the state of its face, and say whether one of them is new."""
        new = any(face not in self.states or self.states[face].id != states[face].id for face in states)
        self.states = dict(states)
        for subscriber in self.subscribers:
            if state := states.get(subscriber.face):
                subscriber.offer(state)
        return new

    def beat(self) -> None:
        """Let every stream of the room that is quiet say something."""
        for subscriber in self.subscribers:
            subscriber.beat()

    def end(self, farewell: bytes) -> None:
        """Let every stream of the room end."""
        for subscriber in self.subscribers:
            subscriber.end(farewell)
