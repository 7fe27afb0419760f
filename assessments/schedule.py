"""Do what was planned for a date: open, close, remind. Doing it twice does nothing the second time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from assessments import inviting, lifecycle, opening, reminding
from assessments.models import Assessment
from assessments.querysets import AssessmentQuerySet
from assessments.refusals import Refusal

log = structlog.get_logger(__name__)


class NotDue(Refusal):
    """The date was moved in the moment in which it was to be kept."""

    def __init__(self) -> None:
        super().__init__(_("The date of this round was moved."))


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
        closed=_each(Assessment.objects.due_to_close(at), _close, at),
        reminded=_each(Assessment.objects.due_to_remind(at), reminding.remind, at),
    )


@transaction.atomic
def _open(*, assessment: Assessment, by: None, at: datetime) -> None:
    """Open a round and invite everybody on its list, for nobody is there to do it."""
    opened = opening.open_round(assessment=assessment, by=by, at=at)
    _refuse_unless_due(opened.opens_at, at)
    inviting.invite(assessment=assessment, by=by, at=at)


@transaction.atomic
def _close(*, assessment: Assessment, by: None, at: datetime) -> None:
    """Close a round unless somebody has put it off since it was looked up; closing cannot be undone."""
    closed = lifecycle.close_assessment(assessment=assessment, by=by, at=at)
    _refuse_unless_due(closed.closes_at, at)


def _refuse_unless_due(planned: datetime | None, at: datetime) -> None:
    if planned is None or planned > at:
        raise NotDue


def _each(due: AssessmentQuerySet, act: Callable[..., object], at: datetime) -> int:
    return sum(_done(act, round_, at) for round_ in due.order_by("pk"))


def _done(act: Callable[..., object], round_: Assessment, at: datetime) -> bool:
    try:
        act(assessment=round_, by=None, at=at)
    except Refusal:  # somebody was quicker, or nobody has been asked
        return False
    except (OperationalError, InterfaceError):
        raise  # the database is away, for every round
    except Exception as fault:  # one round that cannot be closed must not keep the others open
        log.exception("date not kept", round=str(round_.pk), error=type(fault).__name__)
        return False
    return True
