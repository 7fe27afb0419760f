"""No acknowledged answer is lost, whatever is killed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import postgres
from tests.reliability import mailers, writers
from tests.reliability.conftest import database_of
from tests.server import Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
PEOPLE = 4


def write(site: Site) -> list[writers.Writer]:
    people = [writers.Writer(site, number) for number in range(PEOPLE)]
    for person in people:
        person.begin()
    return people


def work_on(people: list[writers.Writer], more: int, *, status: int = 200) -> None:
    """Wait until so many more were answered so."""
    goal = answered(people, status) + more
    mailers.wait_until(lambda: answered(people, status) >= goal)


def answered(people: list[writers.Writer], status: int) -> int:
    return sum(person.statuses.get(status, 0) for person in people)


def statuses(people: list[writers.Writer]) -> set[int]:
    return {status for person in people for status in person.statuses}


def test_killed_server_loses_no_acknowledged_answer(site: Site, environment: dict[str, str], soak: bool):  # noqa: FBT001 # a fixture
    people = write(site)
    for number in range(10 if soak else 3):
        work_on(people, 40 + 13 * number)
        site.kill()
        site.start()
    work_on(people, 50)
    for person in people:
        person.end()
    assert writers.lost(people, writers.stored(database_of(environment))) == []
    assert statuses(people) <= {200, 503}


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
                work_on(people, 50)
                server.kill()
                work_on(people, 1, status=503)
                server.recover()
            work_on(people, 50)
            for person in people:
                person.end()
            assert writers.lost(people, writers.stored(server.url)) == []
            assert statuses(people) == {200, 503}
            assert {hint for person in people for hint in person.hints} == {"5"}
        finally:
            site.stop()
