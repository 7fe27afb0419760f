"""Forget what is no longer needed; every step may run again without harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import Organisation
from assessments import lifecycle
from assessments.models import Answer, Assessment, Export, Participant, Response
from assessments.querysets import AssessmentQuerySet

DRAFTS_KEPT = timedelta(days=90)
EXPORTS_KEPT = timedelta(days=7)
STRUCK_OUT = "–"
MONTH = timedelta(days=365.25 / 12)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of each kind were deleted or emptied."""

    trials: int
    addresses: int
    drafts: int
    named: int
    exports: int


def purge(*, at: datetime) -> Forgotten:
    """Delete or empty whatever has been kept long enough."""
    return Forgotten(
        trials=lifecycle.purge_trials(at=at),
        addresses=_addresses(at),
        drafts=_drafts(at),
        named=_names_and_texts(at),
        exports=Export.objects.filter(asked_at__lt=at - EXPORTS_KEPT).delete()[0],
    )


@transaction.atomic
def _addresses(at: datetime) -> int:
    """Empty the addresses of rounds that closed long enough ago, and in confidential ones the names."""
    count = 0
    for days, of in _periods("addresses_kept_days"):
        closed = Assessment.objects.filter(of, closed_at__lt=at - timedelta(days=days))
        people = Participant.objects.filter(assessment__in=closed)
        count += people.exclude(email="").update(email="")
        people.filter(assessment__mode=Assessment.Mode.CONFIDENTIAL).exclude(name="").update(name="")
    return count


@transaction.atomic
def _drafts(at: datetime) -> int:
    """Delete sheets that nobody sent and nobody has touched for long."""
    before = at - DRAFTS_KEPT
    touched = Answer.objects.filter(response=OuterRef("pk"), saved_at__gte=before)
    old = Response.objects.filter(~Exists(touched), sent_at=None, started_at__lt=before)
    count = old.count()
    old.delete()
    return count


@transaction.atomic
def _names_and_texts(at: datetime) -> int:
    """Take names, links and what people wrote out of rounds; the answers stay, as numbers of nobody."""
    count = 0
    for months, of in _periods("answers_kept_months"):
        closed = Assessment.objects.filter(of, closed_at__lt=at - months * MONTH)
        closed = closed.exclude(organisation__kind=Organisation.Kind.SAMPLE)
        people = Participant.objects.filter(assessment__in=closed)
        named = ~Q(name="") | Q(token_hash__isnull=False)
        count += people.filter(named).update(name="", email="", token_hash=None)
        if _texts(closed):
            closed.update(texts_gone_at=at)
    return count


def _texts(closed: AssessmentQuerySet) -> int:
    """Empty what people wrote; a reason cannot be empty, and is struck out."""
    texts = Answer.objects.filter(assessment__in=closed)
    gone = texts.exclude(comment="", evidence="").update(comment="", evidence="")
    gone += texts.exclude(reason__in=["", STRUCK_OUT]).update(reason=STRUCK_OUT)
    sheets = Response.objects.filter(assessment__in=closed)
    sheets.filter(commented=True).update(commented=False)
    return gone + sheets.exclude(lens_subject="").update(lens_subject="")


def _periods(setting: str) -> Iterator[tuple[int, Q]]:
    """Yield every period that an organisation has set, with the rounds that it holds for."""
    for period in Organisation.objects.values_list(setting, flat=True).distinct().order_by():
        yield period, Q(**{f"organisation__{setting}": period})
