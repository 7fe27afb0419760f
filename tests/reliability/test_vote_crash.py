"""No acknowledged vote is lost and no command is half done, whatever is killed while a room votes."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import postgres
from tests.reliability import halls, listeners, mailers, voters
from tests.reliability.conftest import database_of
from tests.reliability.halls import Hall
from tests.reliability.listeners import Listener
from tests.reliability.voters import Leader, Voter
from tests.server import Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
PEOPLE = 6
STREAMS = 10
BETWEEN_KILLS = (40, 4)  # votes and commands that are acknowledged

_NEWEST = """
SELECT t.id, b.number FROM workshops_workshop w JOIN workshops_item i ON i.id = w.current_id
JOIN workshops_topic t ON t.id = i.topic_id LEFT JOIN workshops_ballot b ON b.topic_id = t.id
ORDER BY b.number DESC LIMIT 1
"""


@contextmanager
def voting(site: Site, hall: Hall, database: str | Path) -> Iterator[tuple[list[Voter], Leader]]:
    """Let a room vote, and somebody lead it, as long as the block runs."""
    people, leader = [Voter(site, hall) for _ in range(PEOPLE)], Leader(site, hall, database)
    try:
        for person in people:
            person.begin()
        leader.begin()
        yield people, leader
    finally:
        leader.end()
        for person in people:
            person.end()


def work_on(people: list[Voter], leader: Leader) -> None:
    """Wait until some more has been acknowledged."""
    more_votes, more_commands = BETWEEN_KILLS
    votes, commands = acknowledged(people) + more_votes, leader.done + more_commands
    mailers.wait_until(lambda: acknowledged(people) >= votes and leader.done >= commands)


def acknowledged(people: list[Voter]) -> int:
    return sum(person.statuses[200] for person in people)


def shows(stream: Listener, newest: tuple[object, int | None]) -> bool:
    """Say whether a phone shows the topic and the ballot that are stored as the newest."""
    topic, ballot = newest
    return f'data-topic="{topic}" data-ballot="{ballot or 0}"' in stream.state.get("html", "")


def figures(people: list[Voter], leader: Leader) -> dict[str, object]:
    """Return what the run was like, for the record of the test."""
    return {
        "answers to votes": dict(sum((person.statuses for person in people), Counter())),
        "commands acknowledged": leader.done,
        "answers to the leader": dict(leader.statuses),
        "votes compared with their reveal": len(leader.shown),
    }


def test_killed_server_loses_no_vote_and_leaves_no_command_half_done(
    site: Site,
    environment: dict[str, str],
    soak: bool,  # noqa: FBT001 # a fixture
    record_property: Callable[[str, object], None],
):
    database = database_of(environment)
    with voting(site, halls.hall(site), database) as (people, leader):
        for _ in range(10 if soak else 2):
            work_on(people, leader)
            site.kill()
            site.start()
        work_on(people, leader)
    record_property("figures", figures(people, leader))
    kept = halls.votes(database)
    assert voters.lost(people, kept) == []
    assert {key: kept.get(key) for key in leader.shown} == leader.shown
    assert {key for key in halls.shown(kept) if key[:2] in ballots(leader)} == set(leader.shown)
    assert halls.broken(database) == Counter()
    assert {status for person in people for status in person.statuses} <= {200, 409, 503}
    assert set(leader.statuses) <= {200, 302, 409, 503}


def ballots(leader: Leader) -> set[tuple[str, int]]:
    """Return the ballots whose votes were looked at when they were revealed."""
    return {(topic, number) for topic, number, _seat in leader.shown}


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite has no server to kill")
def test_killed_database_loses_no_vote_and_leaves_no_command_half_done(
    tmp_path: Path,
    soak: bool,  # noqa: FBT001 # a fixture
    record_property: Callable[[str, object], None],
):
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTEST_VAR_DIR": str(tmp_path)}
    with postgres.running(durable=True) as server:
        site = Site({**settings, "DATABASE_URL": server.url})
        site.prepare()
        site.start()
        try:
            hall = halls.hall(site)
            streams = listeners.listening(site.port, hall.addresses(site, STREAMS))
            with streams as open_streams, voting(site, hall, server.url) as (people, leader):
                for _ in range(10 if soak else 2):
                    work_on(people, leader)
                    server.kill()
                    time.sleep(0.5)
                    server.recover()
                work_on(people, leader)
                leader.end()
                [newest] = halls.rows(server.url, _NEWEST)
                mailers.wait_until(lambda: all(shows(stream, newest) for stream in open_streams))
                assert {stream.opened for stream in open_streams} == {1}
            record_property("figures", figures(people, leader))
            kept = halls.votes(server.url)
            assert voters.lost(people, kept) == []
            assert {key: kept.get(key) for key in leader.shown} == leader.shown
            assert halls.broken(server.url) == Counter()
            assert {status for person in people for status in person.statuses} <= {200, 409, 503}
            assert {hint for person in people for hint in person.hints} == {"5"}
            assert set(leader.statuses) <= {200, 302, 409, 503}
        finally:
            site.stop()
