"""A team answers while its letters go out: whatever dies, no answer is lost and no letter goes twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from tests.mailing import servers
from tests.mailing.servers import Postbox
from tests.reliability import mailers, watching, writers
from tests.reliability.conftest import database_of
from tests.reliability.writers import Writer
from tests.server import ROOT, Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
PEOPLE = 4
STUCK_SECONDS = 60
LONG, SHORT = (2000, 200, 5), (400, 60, 2)  # answers, letters, kills


@pytest.fixture
def postbox() -> Postbox:
    return Postbox(seconds=0.01)


@pytest.fixture
def site(environment: dict[str, str], postbox: Postbox) -> Iterator[Site]:
    """Lend a server with its worker beside it, whose letters go to the postbox; it is not started yet."""
    with servers.taking(postbox) as port:
        mail = {
            "DJANGO_SETTINGS_MODULE": "tests.reliability.mail_settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        }
        site = Site({**environment, **mail, "LOG_LEVEL": "CRITICAL"}, arguments=("--workers", "1"))
        yield site
        site.stop()


def prepare(site: Site, letters: int) -> None:
    """Make the tables with so many letters in the queue, and publish the library."""
    command = [sys.executable, "-m", "tests.reliability.mailers", str(letters)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **site.environment}, check=True)
    site.manage("publish_frameworks")


def write(site: Site) -> list[Writer]:
    people = [Writer(site, number) for number in range(PEOPLE)]
    for person in people:
        person.begin()
    return people


def acknowledged(people: list[Writer]) -> int:
    return sum(person.statuses.get(200, 0) for person in people)


def both_at_work(postbox: Postbox, letters: int, people: list[Writer], answers: int) -> bool:
    return len(postbox.received) >= letters and acknowledged(people) >= answers


def nothing_left(database: str | Path) -> bool:
    return not {"queued", "sending"} & set(mailers.counted(database)) and not watching.held(database)


def test_killed_server_and_worker_lose_no_answer_and_send_no_letter_twice(
    site: Site,
    environment: dict[str, str],
    postbox: Postbox,
    soak: bool,  # noqa: FBT001 # a fixture
    record_property: Callable[[str, object], None],
):
    answers, letters, kills = LONG if soak else SHORT
    database = database_of(environment)
    prepare(site, letters)
    site.start()
    people = write(site)
    try:
        with watching.watching(database) as watch:
            for number in range(1, kills + 1):
                share = number / (kills + 2)
                goal = partial(both_at_work, postbox, int(share * letters), people, int(share * answers))
                mailers.wait_until(goal)
                site.kill()
                site.start()
            settled = mailers.wait_until(partial(nothing_left, database), STUCK_SECONDS)
            mailers.wait_until(partial(both_at_work, postbox, 0, people, answers))
    finally:
        for person in people:
            person.end()
    found, ids = mailers.states(database), Counter(map(pk_of, postbox.ids()))
    for name, value in figures(people, found, ids, settled=settled, held=watch.longest).items():
        record_property(name, value)
    assert writers.lost(people, writers.stored(database)) == []
    assert {status for person in people for status in person.statuses} <= {200, 503}
    assert set(ids.values()) == {1}
    assert {pk for pk, state in found.items() if state == "sent"} <= set(ids)
    assert set(found.values()) <= {"sent", "doubtful"}
    assert Counter(found.values())["sent"] >= letters - kills
    assert watch.longest < STUCK_SECONDS


def figures(
    people: list[Writer], found: dict[UUID, str], ids: Counter[UUID], *, settled: float, held: float
) -> dict[str, object]:
    """Return what the run was like, for the record of the test."""
    return {
        "answers acknowledged": acknowledged(people),
        "letters received": ids.total(),
        "letters by state": dict(Counter(found.values())),
        "seconds from the last kill until nothing was left": round(settled, 1),
        "longest that anything was held, in seconds": round(held, 1),
    }


def pk_of(message_id: str) -> UUID:
    return UUID(hex=message_id[1:33])
