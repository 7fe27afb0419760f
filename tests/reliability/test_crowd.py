"""Three hundred people instead of thirty, all behind one address: they come in and vote at the same moment."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import mean, quantiles
from threading import Event, Thread

import pytest

from tests.reliability import halls
from tests.reliability.conftest import database_of
from tests.reliability.halls import Hall
from tests.reliability.voters import Voter
from tests.server import Site, Visitor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
PHONES = 300
REQUESTS_TO_JOIN, VOTES = 3, 5
FREE, MANY = 10, 50  # wrong codes
LOOKS = 20
REACH = 5  # a facilitator waits in the same line as the phones: a look takes as long as five requests of one at most


@dataclass(slots=True)
class Watcher:
    """A facilitator who looks at the console again and again, and how long each look took."""

    visitor: Visitor
    path: str
    stop: Event = field(default_factory=Event)
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def look(self) -> None:
        """Look once."""
        begun = time.perf_counter()
        self.statuses[self.visitor.get(self.path).status] += 1
        self.seconds.append(time.perf_counter() - begun)

    def run(self) -> None:
        """Look until told to stop."""
        while not self.stop.wait(0.02):
            self.look()


def p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]


def come_and_vote(site: Site, hall: Hall, ballot: tuple[str, int], number: int) -> tuple[Voter, float]:
    """Take a seat, vote and change the vote; return how long a request took on average."""
    voter, begun = Voter(site, hall), time.perf_counter()
    voter.join(f"Person {number}")
    for revision in range(1, VOTES + 1):
        answer = voter.vote(*ballot, reply=1 + (number + revision) % 5, revision=revision)
        assert answer.status == 200, answer.body[:2000]
    return voter, (time.perf_counter() - begun) / (REQUESTS_TO_JOIN + VOTES)


def try_wrong_codes(site: Site) -> list[int]:
    """Try wrong codes until that is refused, and return what was answered."""
    visitor = Visitor(site.port)
    statuses: list[int] = []
    while len(statuses) < MANY and 429 not in statuses:
        statuses.append(visitor.get(f"/room/{'2' * 8}/").status)
    return statuses


@pytest.fixture
def hall(site: Site) -> Hall:
    return halls.hall(site, topics=1)


@pytest.fixture
def watcher(site: Site, hall: Hall) -> Watcher:
    """Lend a facilitator who has opened the vote, and has looked often enough while nobody was there."""
    visitor = Visitor(site.port)
    visitor.cookies.update(hall.leader)
    watcher = Watcher(visitor, hall.console)
    watcher.look()
    assert visitor.post(f"{hall.console}open-voting/", {"version": 0}).status == 302
    for _ in range(LOOKS):
        watcher.look()
    return watcher


def running(site: Site, hall: Hall) -> tuple[str, int]:
    first = Voter(site, hall)
    first.join("First")
    ballot = first.running()
    assert ballot
    return ballot


def test_a_crowd_behind_one_address_comes_in_and_votes_at_once(
    site: Site,
    hall: Hall,
    watcher: Watcher,
    environment: dict[str, str],
    record_property: Callable[[str, object], None],
):
    ballot, statuses = running(site, hall), try_wrong_codes(site)
    assert (statuses[:FREE], statuses[-1]) == ([404] * FREE, 429)
    idle, watcher.seconds = p95(watcher.seconds), []
    watching = Thread(target=watcher.run)
    watching.start()
    begun = time.perf_counter()
    with ThreadPoolExecutor(PHONES) as crowd:
        came = list(crowd.map(lambda number: come_and_vote(site, hall, ballot, number), range(PHONES)))
    took = time.perf_counter() - begun
    watcher.stop.set()
    watching.join()
    meanwhile = p95(watcher.seconds)
    record_property("seconds until all had voted", round(took, 1))
    record_property("seconds for a phone's request", round(mean(seconds for _voter, seconds in came), 3))
    record_property("seconds for the console: p95 idle, p95 meanwhile", (round(idle, 3), round(meanwhile, 3)))
    record_property("looks meanwhile", len(watcher.seconds))
    kept = halls.votes(database_of(environment))
    assert {(key[2], vote.reply) for key, vote in kept.items()} == {
        (voter.seat, reply) for voter, _seconds in came for _revision, reply in voter.acknowledged.values()
    }
    assert (len(kept), set(watcher.statuses)) == (PHONES, {200})
    # Times are notes and no bounds: what a crowd costs a look is the length of the line, which is the machine's.
    assert len(watcher.seconds) * REACH >= REQUESTS_TO_JOIN + VOTES
