"""People who vote and change their votes without a pause, and somebody who leads them through topics meanwhile."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import psycopg

from tests.reliability import halls
from tests.reliability.halls import Hall, Kept, Key
from tests.server import Answer, Site, Visitor

PAUSE_SECONDS = 0.02
AWAY = (OSError, HTTPException)
_BALLOT = re.compile(r'id="ballot" data-topic="([0-9a-f-]{36})" data-ballot="(\d+)"')
_VERSION = re.compile(r'name="version" value="(\d+)"')
_VERBS = re.compile(r'id="do-([\w-]+)"')
_ENTRIES = re.compile(r'id="go-([0-9a-f-]{36})"( aria-current)?')


@dataclass(slots=True)
class Voter:
    """One phone; `acknowledged` holds, for each ballot, the last vote that the server said it has."""

    site: Site
    hall: Hall
    stop: Event = field(default_factory=Event)
    acknowledged: dict[Key, tuple[int, int]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    hints: set[str | None] = field(default_factory=set)
    seat: str = ""
    thread: Thread | None = None
    _visitor: Visitor | None = None

    def join(self, name: str = "") -> None:
        """Take a seat, as a phone does that has scanned the code."""
        self._visitor = Visitor(self.site.port)
        door = f"/room/{self.hall.code}/"
        assert self._visitor.get(door).status == 200
        answer = self._visitor.post(door, {"name": name, "group": ""})
        assert answer.status == 302, (answer.status, answer.body[:2000])
        self.seat = answer.headers["Location"].strip("/").rpartition("/")[2]

    def begin(self) -> None:
        """Take a seat and start voting."""
        self.join()
        self.thread = Thread(target=self._vote_on)
        self.thread.start()

    def end(self) -> None:
        """Stop voting."""
        self.stop.set()
        if self.thread is not None:
            self.thread.join()

    def running(self) -> tuple[str, int] | None:
        """Return topic and number of the ballot that the phone shows, None where it shows none."""
        answer = self.visitor.get(f"/seat/{self.seat}/state/")
        return self._ballot(json.loads(answer.body)) if answer.status == 200 else None

    def vote(self, topic: str, ballot: int, *, reply: int, revision: int) -> Answer:
        """Vote as the page's script does, and remember what was acknowledged."""
        said = {"topic": topic, "ballot": ballot, "reply": reply, "revision": revision}
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.visitor.csrf(),
        }
        path = f"/seat/{self.seat}/vote/"
        answer = self.visitor.ask("POST", path, body=urlencode(said).encode(), headers=headers)
        self.statuses[answer.status] += 1
        if answer.status == 200:
            self.acknowledged[topic, ballot, self.seat] = (revision, reply)
        elif answer.status == 503:
            self.hints.add(answer.headers["Retry-After"])
        return answer

    @property
    def visitor(self) -> Visitor:
        assert self._visitor
        return self._visitor

    def _vote_on(self) -> None:
        revision, ballot = 0, None
        while not self.stop.is_set():
            revision += 1
            try:
                ballot = self._once(ballot or self.running(), revision)
            except AWAY:
                time.sleep(PAUSE_SECONDS)  # the server is away; this vote was not acknowledged

    def _once(self, ballot: tuple[str, int] | None, revision: int) -> tuple[str, int] | None:
        """Vote once and return the ballot to go on with."""
        if ballot is None:
            time.sleep(PAUSE_SECONDS)
            return None
        answer = self.vote(*ballot, reply=1 + revision % 6, revision=revision)
        if answer.status == 409:
            return self._ballot(json.loads(answer.body)["state"])
        return ballot if answer.status == 200 else None

    @staticmethod
    def _ballot(state: dict[str, str]) -> tuple[str, int] | None:
        found = _BALLOT.search(state.get("html", ""))
        return (found[1], int(found[2])) if found else None


@dataclass(slots=True)
class Leader:
    """Somebody who opens votes, shows them, agrees, takes that back and goes on, by what the console offers."""

    site: Site
    hall: Hall
    database: str | Path
    pause: float = 0.3
    stop: Event = field(default_factory=Event)
    done: int = 0  # commands that were acknowledged
    statuses: Counter[int] = field(default_factory=Counter)
    shown: dict[Key, Kept] = field(
        default_factory=dict
    )  # votes as they stood when their reveal was acknowledged
    thread: Thread | None = None
    _seen: Iterator[str] = field(default_factory=lambda: cycle(("vote-again", "agree")))
    _agreed: Iterator[str] = field(default_factory=lambda: cycle(("undo", "go")))

    def begin(self) -> None:
        """Start leading."""
        self.thread = Thread(target=self._lead)
        self.thread.start()

    def end(self) -> None:
        """Stop leading."""
        self.stop.set()
        if self.thread is not None:
            self.thread.join()

    def _lead(self) -> None:
        visitor = Visitor(self.site.port)
        visitor.cookies.update(self.hall.leader)
        while not self.stop.wait(self.pause):
            try:
                self._step(visitor)
            except AWAY:
                continue
            except psycopg.OperationalError:  # the database is away: nothing was looked up
                continue

    def _step(self, visitor: Visitor) -> None:
        """Look at the console and give the next command."""
        page = visitor.get(self.hall.console)
        self.statuses[page.status] += 1
        if page.status != 200:
            return
        text = page.body.decode()
        verb = self._next(set(_VERBS.findall(text)))
        path = _onward(text) if verb == "go" else f"{verb}/"
        said = {"version": _version(text), "position": 3, "evidence": 2, "reason": "We looked at cases"}
        answer = visitor.post(f"{self.hall.console}{path}", said)
        self.statuses[answer.status] += 1
        if answer.status == 302:
            self.done += 1
            if verb == "reveal":
                self.shown = halls.shown(halls.votes(self.database)) | self.shown

    def _next(self, verbs: set[str]) -> str:
        if "reveal" in verbs:
            return "reveal"
        if "open-voting" in verbs:
            return "open-voting"
        if "vote-again" in verbs:
            return next(self._seen)
        return next(self._agreed) if "undo" in verbs else "go"


def _version(console: str) -> int:
    found = _VERSION.search(console)
    assert found, console
    return int(found[1])


def _onward(console: str) -> str:
    """Return the address of the entry after the one that the room is at."""
    entries = _ENTRIES.findall(console)
    [now] = [place for place, (_entry, current) in enumerate(entries) if current]
    return f"go/{entries[(now + 1) % len(entries)][0]}/"


def lost(voters: list[Voter], kept: dict[Key, Kept]) -> list[tuple[Key, tuple[int, int], Kept | None]]:
    """Return acknowledged votes that are gone; a later one, sent but not acknowledged, may have replaced them."""
    return [
        (key, (revision, reply), kept.get(key))
        for voter in voters
        for key, (revision, reply) in voter.acknowledged.items()
        if key not in kept
        or kept[key].revision < revision
        or (kept[key].revision == revision and kept[key].reply != reply)
    ]
