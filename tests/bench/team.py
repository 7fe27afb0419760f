"""The round of a whole organisation: counting its sheets, its result, and the page of its closed result."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from assessments import results, rows
from assessments.models import Assessment, Response
from frameworks import kits
from tests import factories
from tests.bench import big_rounds, stack
from tests.bench.figures import Figure, wall_ms

FEWER, MORE = 1_000, 10_000
GROWTH = 11
MODES = (Assessment.Mode.OPEN.value, Assessment.Mode.CONFIDENTIAL.value)
CLOSED = (18, FEWER, MORE)
QUERIES = 3
SIGN_IN = ('FROM "django_session"', 'FROM "accounts_user"')  # what every page asks for whoever has signed in


def measure() -> Iterator[Figure]:
    """Yield how both grow with the people, and what the page of a closed result asks the database."""
    fewer, more = _taken(FEWER), _taken(MORE)
    for name, taken in more.items():
        against = f"{FEWER:,} people, {fewer[name]:.1f} ms"
        yield Figure(
            f"{name}, {FEWER:,} to {MORE:,} people", taken / fewer[name], GROWTH, "ms", taken, against
        )
    for people in CLOSED:
        yield from _closed(people)


def _taken(people: int) -> dict[str, float]:
    """Return the milliseconds of reading the sheets of a round, and of computing and storing its result."""
    rounds = {mode: big_rounds.filled(factories.organisation(), people, mode=mode) for mode in MODES}
    stack.analyse()
    first = rounds[MODES[0]]
    scheme = kits.load(first.framework.checksum, first.lens_checksums).scheme
    computed = {
        f"result, {mode} round": wall_ms(partial(_compute, round_), times=1)
        for mode, round_ in rounds.items()
    }
    return {"tally": wall_ms(lambda: rows.sent(first, scheme), times=3), **computed}


def _compute(round_: Assessment) -> None:
    results.compute(round_, fingerprint="", at=now())


def _closed(people: int) -> Iterator[Figure]:
    """Yield the queries of every kind of reader, with a comparison, break-downs and lenses on the page."""
    round_, sheet = big_rounds.compared(people)
    further = results.current(round_).further
    assert further.comparison, "nothing is compared"
    assert further.breakdowns, "nothing is broken down"
    assert further.journey, "there is no journey"
    assert further.mirror, "there is no say and do"
    for reader, client in _readers(round_, sheet):
        queries, name = _queries(client, round_), f"closed result of {people:,}, {reader}: queries"
        yield Figure(name, queries / QUERIES, 1, "queries", queries, "3 queries besides signing in")


def _readers(round_: Assessment, sheet: Response) -> Iterator[tuple[str, Client]]:
    member = Client()
    member.force_login(factories.member(round_.organisation))
    yield "a member", member
    yield "who answered", factories.hold(Client(), sheet)


def _queries(client: Client, round_: Assessment) -> int:
    path = reverse("reports:result", args=[round_.pk])
    client.get(path)  # lets the page be written
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return sum(not any(table in entry["sql"] for table in SIGN_IN) for entry in captured)
