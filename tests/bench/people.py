"""A list of ten thousand people: reading and importing it, and the progress of their round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from django.utils.timezone import now

from assessments import participants, progress, rosters
from assessments.models import Assessment, Response
from tests import factories
from tests.bench import stack
from tests.bench.figures import Figure, wall_ms

PEOPLE = 10_000
IMPORT_TARGET_MS = 10_000
PROGRESS_TARGET_MS = 100


def measure() -> Iterator[Figure]:
    """Yield the time of reading, importing and importing again."""
    round_ = factories.assessment(factories.organisation("Ten thousand"))
    round_.breakdowns = [
        {"id": "site", "name": "Site", "options": [{"id": f"s{n}", "name": f"Site {n}"} for n in range(8)]}
    ]
    round_.save(update_fields=["breakdowns"])
    content, by = roster(), factories.member(round_.organisation)
    plan = participants.plan(round_)
    rows = rosters.read_file(content, plan).rows
    moved = rosters.read_file(content.replace(b"leadership", b"support"), plan).rows

    def take(of: Assessment = round_, given: tuple[rosters.Row, ...] = rows) -> None:
        participants.import_roster(assessment=of, rows=given, by=by, at=now())

    def anew() -> None:
        take(of=factories.assessment(round_.organisation))

    yield _figure("list of 10,000 read", wall_ms(lambda: rosters.read_file(content, plan), times=1, rounds=3))
    yield _figure("list of 10,000 imported", wall_ms(anew, times=1, rounds=3))
    take()
    yield _figure("list of 10,000 imported again", wall_ms(take, times=1, rounds=3))
    turns = cycle((moved, rows))
    yield _figure("list of 10,000 changed", wall_ms(lambda: take(given=next(turns)), times=1, rounds=2))
    yield from _progress(round_)


def _progress(round_: Assessment) -> Iterator[Figure]:
    """Yield the time of the board and of a page of the list, a third having sent."""
    at = now()
    people = list(round_.participants.all()[: PEOPLE // 3])
    Response.objects.bulk_create(
        (
            Response(
                participant=person,
                assessment=round_,
                group=person.group,
                traits=person.traits,
                started_at=at,
                sent_at=at,
                replies=b"",
            )
            for person in people
        ),
        batch_size=500,
    )
    stack.analyse()
    board = wall_ms(lambda: progress.board(round_), times=3)
    yield Figure("progress board of 10,000", board / PROGRESS_TARGET_MS, 1, "ms", board, "100 ms")
    page = wall_ms(lambda: progress.people(round_, search="person 5", page="2"), times=3)
    yield Figure("list of 10,000 searched", page / PROGRESS_TARGET_MS, 1, "ms", page, "100 ms")


def roster() -> bytes:
    """Return a list of ten thousand people as a file."""
    lines = (
        f"Person Nº {n},person{n}@example.org,{factories.GROUPS[n % 3]},Site {n % 8}" for n in range(PEOPLE)
    )
    return "\n".join(["name,email,group,Site", *lines]).encode()


def _figure(name: str, value: float) -> Figure:
    return Figure(name, value / IMPORT_TARGET_MS, 1, "ms", value, "10 s")
