"""The one computed result that every screen and document of an assessment reads."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone

import scoring
from assessments import canonical, further, rows
from assessments.further import Further
from assessments.models import Assessment, StoredResult
from frameworks import kits


@dataclass(frozen=True, slots=True)
class Frozen:
    """A result together with what identifies it; `checksum` is the SHA-256 of its canonical JSON, further readings included.

    `beside` is the checksum of what a workshop agreed, `planned` that of the actions that were chosen; empty
    where there are none.
    """

    result: scoring.Result
    further: Further
    checksum: str
    computed_at: datetime
    closed: bool
    beside: str = ""
    planned: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What identifies a result, without the result."""

    checksum: str
    computed_at: datetime
    beside: str = ""
    planned: str = ""


def mark(assessment: Assessment) -> Mark | None:
    """Return what identifies the stored result in one query, None where it no longer holds."""
    stored = StoredResult.objects.filter(assessment=assessment)
    if assessment.result_stands:
        return Mark(*stored.values_list("checksum", "computed_at", "beside", "planned").get())
    counted = stored.annotate(
        n=Count("assessment__responses__sent_at"), latest=Max("assessment__responses__sent_at")
    )
    for print_, checksum, at, beside, planned, n, latest in counted.values_list(
        "fingerprint", "checksum", "computed_at", "beside", "planned", "n", "latest"
    ):
        return Mark(checksum, at, beside, planned) if print_ == _fingerprint(n, latest) else None
    return None


def current(assessment: Assessment) -> Frozen:
    """Return the result, computed anew only if responses were sent or taken back since.

    Counts sent responses only. A closed assessment never computes again, nor does a confidential one
    that was reopened: what it has published stays until it closes again. Two queries where the stored
    result still holds.
    """
    if assessment.result_stands:
        return _frozen(assessment, StoredResult.objects.get(assessment=assessment))
    print_ = fingerprint(assessment)
    stored = StoredResult.objects.filter(assessment=assessment, fingerprint=print_).first()
    return _frozen(assessment, stored or compute(assessment, fingerprint=print_, at=timezone.now()))


def published(assessment: Assessment) -> scoring.Result | None:
    """Return the result that stands, None before; the same one is read from its text only once."""
    if not assessment.result_stands:
        return None
    named = StoredResult.objects.filter(assessment=assessment).values_list("checksum", flat=True)
    return _published(assessment.pk, *named)


@lru_cache(maxsize=16)
def _published(assessment_id: UUID, checksum: str) -> scoring.Result:
    stored = StoredResult.objects.get(assessment=assessment_id, checksum=checksum)
    return canonical.read(stored.document)


def may_publish(assessment: Assessment) -> bool:
    """Say whether a round that closes may publish, again if it was reopened (section 9, rule 6; G50).

    In confidence the published result differs from the new one only by who has sent since: answers
    that were severed from their people can neither be changed nor withdrawn.
    """
    stored = StoredResult.objects.filter(assessment=assessment).first()
    if stored is None or not assessment.confidential:
        return True
    now = rows.sheets(assessment)
    if not canonical.read(stored.document).suppression.total_shown:
        return len(now) >= assessment.k
    if assessment.linked:
        return False  # the same people, compared once, would be set beside two results
    prints, counted = rows.prints(assessment), Counter(further.read(stored.further).counted)
    before = {}
    for pk, sheet in now.items():
        if counted[prints[pk]]:
            counted[prints[pk]] -= 1
            before[pk] = sheet
    return not counted.total() and scoring.may_publish_again(before, now, k=assessment.k).republish


def fingerprint(assessment: Assessment) -> str:
    """Return what changes whenever a response is sent or taken back."""
    sent = assessment.responses.sent().aggregate(n=Count("pk"), latest=Max("sent_at"))
    return _fingerprint(sent["n"], sent["latest"])


def _fingerprint(sent: int, latest: datetime | None) -> str:
    return f"{sent} {latest.isoformat() if latest else ''}".strip()


def compute(assessment: Assessment, *, fingerprint: str, at: datetime) -> StoredResult:
    """Compute the result from the rows and store it.

    The fingerprint is taken before the rows are read: a sheet sent in between makes it differ, and
    the next reader computes again.
    """
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    replies, traits = rows.sent(assessment, kit.scheme)
    result = _assess(assessment, kit.scheme, replies)
    readings = further.compute(assessment, kit, replies, result, traits)
    result, readings = _beside_the_first(assessment, result, readings)
    document, more = canonical.text(result), further.canonical(readings)
    values = {
        "fingerprint": fingerprint,
        "document": document,
        "further": more,
        "checksum": hashlib.sha256(f"{document}\n{more}".encode()).hexdigest(),
        "computed_at": at,
    }
    return StoredResult.objects.update_or_create(assessment=assessment, defaults=values)[0]


def _assess(assessment: Assessment, scheme: scoring.Scheme, replies: scoring.Replies) -> scoring.Result:
    """Calculate over the questions that the round asks, towards what the organisation aims at."""
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked)
    return scoring.assess(
        kit.scheme,
        rows.of_questions(replies, scheme, kit.scheme),
        mode="open" if assessment.mode == Assessment.Mode.OPEN else "confidential",
        k=assessment.k,
        scope="pulse" if assessment.scope == Assessment.Scope.PULSE else "full",
        target=assessment.target or None,
        importance=assessment.importances,
        audit=True,
    )


def _beside_the_first(
    assessment: Assessment, result: scoring.Result, readings: Further
) -> tuple[scoring.Result, Further]:
    """Show no more than a reopened round showed at first; its other readings stay those of then."""
    if not assessment.confidential or assessment.reopened_at is None:
        return result, readings
    stored = StoredResult.objects.filter(assessment=assessment).first()
    first = canonical.read(stored.document) if stored else None
    if stored is None or first is None or not first.suppression.total_shown:
        return result, readings
    return scoring.as_before(first, result), further.as_before(further.read(stored.further), readings)


def _frozen(assessment: Assessment, stored: StoredResult) -> Frozen:
    return Frozen(
        canonical.read(stored.document),
        further.read(stored.further),
        stored.checksum,
        stored.computed_at,
        assessment.result_stands,
        stored.beside,
        stored.planned,
    )
