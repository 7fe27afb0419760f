"""Do what was planned for a date: open, close, remind. Doing it twice does nothing the second time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assessments import lifecycle, opening
from assessments.models import Assessment
from assessments.querysets import AssessmentQuerySet
from assessments.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rounds were opened and closed."""

    opened: int
    closed: int


def keep(*, at: datetime) -> Kept:
    """Open and close what is due, each round for itself.

    What cannot be opened, because nobody has been asked yet, stays a draft and is tried again.
    """
    opened = _each(Assessment.objects.due_to_open(at), opening.open_round, at)
    closed = _each(Assessment.objects.due_to_close(at), lifecycle.close_assessment, at)
    return Kept(opened, closed)


def _each(due: AssessmentQuerySet, act: Callable[..., Assessment], at: datetime) -> int:
    return sum(_done(act, round_, at) for round_ in due.order_by("pk"))


def _done(act: Callable[..., Assessment], round_: Assessment, at: datetime) -> bool:
    try:
        act(assessment=round_, by=None, at=at)
    except Refusal:  # somebody was quicker, or nobody has been asked
        return False
    return True
