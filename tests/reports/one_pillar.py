"""One pillar of a report, with what the test says of it changed."""

from __future__ import annotations

from typing import Any

from reports.document import Pillar, Report
from scoring import Result
from tests.reports import rounds

PILLAR = "wing-to-wing"
SPAN = (
    "Where does measurement start and stop, compared with where the customer's experience starts and stops?"
)


def pillar_of(report: Report) -> Pillar:
    assert report.pillars is not None
    return next(pillar for pillar in report.pillars.pillars if pillar.id == PILLAR)


def pillar(result: Result, **changes: Any) -> Pillar:
    return pillar_of(rounds.write(rounds.change(result, pillars={PILLAR: changes})))


def notes(result: Result, *ids: str, **changes: Any) -> list[str]:
    return [note.plain for note in pillar(result, **changes).notes if note.id in ids]
