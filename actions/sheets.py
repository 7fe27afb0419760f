"""The list on paper and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.overviews import Line
from assessments import editions, tables
from assessments.models import Edition

_STRICTEST_LAST = tuple(Edition.Marking.values)
HEADING = (
    "round",
    "action",
    "how",
    "pillar",
    "done when",
    "owner",
    "due",
    "status",
    "impact",
    "effort",
    "note",
    "comes from",
)


def csv_of(lines: Iterable[Line]) -> str:
    """Return a list as CSV; the addresses of owners are no part of it."""
    return tables.csv_text([*HEADING], (_row(line) for line in lines))


def marking(lines: Sequence[Line]) -> str:
    """Return the strictest marking among the reports of the rounds on a list, in words."""
    found = {editions.of(line.action.assessment).marking for line in lines}
    if not found:
        return ""
    return str(Edition.Marking(max(found, key=_STRICTEST_LAST.index)).label)


def _row(line: Line) -> tuple[object, ...]:
    one = line.action
    return (
        one.assessment.name,
        one.title,
        one.do,
        line.pillar,
        one.done_when,
        one.owner,
        one.due_on or "",
        one.get_status_display(),
        one.get_impact_display(),
        one.get_effort_display(),
        one.note,
        one.get_origin_display(),
    )
