"""A list of ten thousand people: reading and importing it, and the progress of their round."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import now

from assessments import participants, rosters
from assessments.models import Assessment, Participant
from tests import factories
from tests.bench.figures import Figure, wall_ms

PEOPLE = 10_000
IMPORT_TARGET_MS = 10_000


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
        Participant.objects.filter(assessment=round_).delete()
        take()

    yield _figure("list of 10,000 read", wall_ms(lambda: rosters.read_file(content, plan), times=1, rounds=3))
    yield _figure("list of 10,000 imported", wall_ms(anew, times=1, rounds=3))
    yield _figure("list of 10,000 imported again", wall_ms(take, times=1, rounds=3))
    yield _figure("list of 10,000 changed", wall_ms(lambda: take(given=moved), times=1, rounds=1))


def roster() -> bytes:
    """Return a list of ten thousand people as a file."""
    lines = (
        f"Person Nº {n},person{n}@example.org,{factories.GROUPS[n % 3]},Site {n % 8}" for n in range(PEOPLE)
    )
    return "\n".join(["name,email,group,Site", *lines]).encode()


def _figure(name: str, value: float) -> Figure:
    return Figure(name, value / IMPORT_TARGET_MS, 1, "ms", value, "10 s")
