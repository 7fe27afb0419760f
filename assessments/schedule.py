"""Do what was planned for a date: open, close, remind. Doing it twice does nothing the second time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assessments import inviting, lifecycle, opening, reminding
from assessments.models import Assessment
from assessments.querysets import AssessmentQuerySet
from assessments.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rounds were opened, had people reminded, and were closed."""

    opened: int
    reminded: int
    closed: int


def keep(*, at: datetime) -> Kept:
    """Open and close what is due and remind who has not answered, each round for itself.

    What cannot be opened, because nobody has been asked yet, stays a draft and is tried again.
    """
    return Kept(
        opened=_each(Assessment.objects.due_to_open(at), _open, at),
        closed=_each(Assessment.objects.due_to_close(at), lifecycle.close_assessment, at),
        reminded=_each(Assessment.objects.due_to_remind(at), reminding.remind, at),
    )


@transaction.atomic
def _open(*, assessment: Assessment, by: None, at: datetime) -> None:
    """Open a round and invite everybody on its list, for nobody is there to do it."""
    opening.open_round(assessment=assessment, by=by, at=at)
    inviting.invite(assessment=assessment, by=by, at=at)


def _each(due: AssessmentQuerySet, act: Callable[..., object], at: datetime) -> int:
    return sum(_done(act, round_, at) for round_ in due.order_by("pk"))


def _done(act: Callable[..., object], round_: Assessment, at: datetime) -> bool:
    try:
        act(assessment=round_, by=None, at=at)
    except Refusal:  # somebody was quicker, or nobody has been asked
        return False
    return True
