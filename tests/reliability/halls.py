"""A room on a real server, made past the application; what is stored of it, and whether that fits together."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from tests.server import Site

_ROOM = """
import json
from uuid import uuid4
from django.test import Client
from django.utils.timezone import now
from tests import factories, rooms
from workshops import codes
room = rooms.workshop(topics={topics})
person = factories.member(room.organisation)
codes.give(workshop=room, at=now())  # a process that makes the next one begins to count anew
type(person).objects.filter(pk=person.pk).update(email=f"{{uuid4()}}@example.org")
leader = Client()
leader.force_login(person)
print(json.dumps({{
    "organisation": str(room.organisation_id),
    "workshop": str(room.pk),
    "code": room.code,
    "leader": {{name: morsel.value for name, morsel in leader.cookies.items()}},
}}))
"""
_ADDRESSES = """
import json
from uuid import UUID
from workshops import tickets
def address(number):
    return tickets.address(workshop_id=UUID("{workshop}"), face="{face}", holder=f"{workshop} {{number}}")
print(json.dumps([address(number) for number in range({number})]))
"""
_VOTES = """
SELECT b.topic_id, b.number, v.seat_id, v.revision, v.reply, b.revealed_at IS NOT NULL
FROM workshops_vote v JOIN workshops_ballot b ON b.id = v.ballot_id
"""
# Each finds what no room may be left with, whatever was killed and when.
_BROKEN = {
    "not exactly one decision on an agreed topic": """
        SELECT t.id FROM workshops_topic t WHERE t.stage = 'agreed' AND 1 <>
        (SELECT COUNT(*) FROM workshops_decision d WHERE d.topic_id = t.id AND d.undone_at IS NULL)""",
    "a decision on a topic that is not agreed": """
        SELECT t.id FROM workshops_topic t JOIN workshops_decision d ON d.topic_id = t.id
        WHERE t.stage <> 'agreed' AND d.undone_at IS NULL""",
    "no open ballot, or more than one, where people vote": """
        SELECT t.id FROM workshops_topic t WHERE t.stage = 'voting' AND 1 <>
        (SELECT COUNT(*) FROM workshops_ballot b WHERE b.topic_id = t.id AND b.revealed_at IS NULL)""",
    "an open ballot where nobody votes": """
        SELECT t.id FROM workshops_topic t JOIN workshops_ballot b ON b.topic_id = t.id
        WHERE t.stage <> 'voting' AND b.revealed_at IS NULL""",
    "a version that is not the number of commands recorded": """
        SELECT w.id FROM workshops_workshop w WHERE w.version <>
        (SELECT COUNT(*) FROM accounts_auditevent e WHERE e.action NOT LIKE 'seat %'
         AND REPLACE(e.subject, '-', '') = REPLACE(CAST(w.id AS TEXT), '-', ''))""",
}
Key = tuple[str, int, str]  # topic, number of the ballot, seat


@dataclass(frozen=True, slots=True)
class Hall:
    """One running room; `leader` are the cookies of somebody who may lead it."""

    organisation: str
    workshop: str
    code: str
    leader: dict[str, str]

    @property
    def pages(self) -> str:
        """Return the address under which the workshop's pages lie."""
        return f"/organisations/{self.organisation}/workshops/{self.workshop}/"

    @property
    def console(self) -> str:
        return f"{self.pages}room/"

    def addresses(self, site: Site, number: int, *, face: str = "phone") -> list[str]:
        """Return the addresses of so many streams, each with a holder of its own."""
        return list(run(site, _ADDRESSES.format(workshop=self.workshop, face=face, number=number)))


@dataclass(frozen=True, slots=True)
class Kept:
    """A vote as it is stored."""

    revision: int
    reply: int
    shown: bool


def hall(site: Site, *, topics: int = 12) -> Hall:
    """Make a room that is at its first topic."""
    return Hall(**run(site, _ROOM.format(topics=topics)))


def run(site: Site, code: str) -> Any:
    """Run some code over the server's data and return what it printed as JSON."""
    return json.loads(site.shell(code))


def votes(database: str | Path) -> dict[Key, Kept]:
    """Return every stored vote; it fails where a seat has two in a ballot."""
    found: dict[Key, Kept] = {}
    for topic, ballot, seat, revision, reply, shown in rows(database, _VOTES):
        key = (str(UUID(str(topic))), int(ballot), str(UUID(str(seat))))
        assert key not in found
        found[key] = Kept(revision, reply, bool(shown))
    return found


def shown(kept: dict[Key, Kept]) -> dict[Key, Kept]:
    """Return the votes of ballots that have been revealed."""
    return {key: vote for key, vote in kept.items() if vote.shown}


def broken(database: str | Path) -> Counter[str]:
    """Return what does not fit together in the rooms, by kind; empty where all is well."""
    return Counter(what for what, query in _BROKEN.items() for _row in rows(database, query))


def rows(database: str | Path, query: str) -> list[tuple[Any, ...]]:
    """Read past the application."""
    if isinstance(database, Path):
        with sqlite3.connect(database, timeout=20) as connection:
            return connection.execute(query).fetchall()
    with psycopg.connect(database) as server:
        return server.execute(query).fetchall()
