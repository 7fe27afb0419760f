"""No acknowledged answer is lost, whatever is killed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests import postgres
from tests.reliability import writers
from tests.reliability.conftest import database_of
from tests.server import Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
PEOPLE = 4


def write(site: Site) -> list[writers.Writer]:
    people = [writers.Writer(site, number) for number in range(PEOPLE)]
    for person in people:
        person.begin()
    return people


def started(site: Site) -> float:
    """Start the server, anew where it runs, and return the seconds until it answers."""
    site.stop()
    begun = time.monotonic()
    site.start()
    return time.monotonic() - begun


def statuses(people: list[writers.Writer]) -> set[int]:
    return {status for person in people for status in person.statuses}


def test_killed_server_loses_no_acknowledged_answer(site: Site, environment: dict[str, str], soak: bool):  # noqa: FBT001 # a fixture
    usual, slowest = started(site), 0.0
    people = write(site)
    for number in range(10 if soak else 3):
        time.sleep(0.4 + 0.13 * number)
        site.kill()
        slowest = max(slowest, started(site))
    time.sleep(0.5)
    for person in people:
        person.end()
    assert writers.lost(people, writers.stored(database_of(environment))) == []
    assert statuses(people) <= {200, 503}
    assert sum(person.statuses[200] for person in people) > 100
    assert slowest < 5 * usual + 2  # of a start over data that nobody left in the middle of writing


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite has no server to kill")
def test_killed_database_loses_no_acknowledged_answer(tmp_path: Path, soak: bool):  # noqa: FBT001 # a fixture
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTEST_VAR_DIR": str(tmp_path)}
    with postgres.running(durable=True) as server:
        site = Site({**settings, "DATABASE_URL": server.url})
        site.prepare()
        site.start()
        try:
            people = write(site)
            for _ in range(10 if soak else 2):
                time.sleep(0.7)
                server.kill()
                time.sleep(0.3)
                server.recover()
            time.sleep(0.7)
            for person in people:
                person.end()
            assert writers.lost(people, writers.stored(server.url)) == []
            assert statuses(people) == {200, 503}
            assert {hint for person in people for hint in person.hints} == {"5"}
        finally:
            site.stop()
