"""The one computed result that every screen and document of an assessment reads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max
from django.utils import timezone
from pydantic import TypeAdapter

import scoring
from assessments import further, rows
from assessments.further import Further
from assessments.models import Assessment, StoredResult
from frameworks import kits


@dataclass(frozen=True, slots=True)
class Frozen:
    """A result together with what identifies it; `checksum` is the SHA-256 of its canonical JSON, further readings included."""

    result: scoring.Result
    further: Further
    checksum: str
    computed_at: datetime
    closed: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What identifies a result, without the result."""

    checksum: str
    computed_at: datetime


def mark(assessment: Assessment) -> Mark | None:
    """Return what identifies the stored result in one query, None where it no longer holds."""
    stored = StoredResult.objects.filter(assessment=assessment)
    if assessment.result_stands:
        return Mark(*stored.values_list("checksum", "computed_at").get())
    counted = stored.annotate(
        n=Count("assessment__responses__sent_at"), latest=Max("assessment__responses__sent_at")
    )
    for print_, checksum, at, n, latest in counted.values_list(
        "fingerprint", "checksum", "computed_at", "n", "latest"
    ):
        return Mark(checksum, at) if print_ == _fingerprint(n, latest) else None
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


def may_publish(assessment: Assessment) -> bool:
    """Say whether a round that closes may publish, again if it was reopened (section 9, rule 6; G50).

    In confidence the published result differs from the new one only by who has sent since: answers
    that were severed from their people can neither be changed nor withdrawn.
    """
    stored = StoredResult.objects.filter(assessment=assessment).first()
    if stored is None or not assessment.confidential:
        return True
    result = _read(stored.document)
    published = result.n if result.suppression.total_shown else 0
    sent = assessment.responses.sent().count()
    differing = scoring.may_republish(
        dict.fromkeys(map(str, range(published))), dict.fromkeys(map(str, range(sent))), k=assessment.k
    )
    return differing.republish


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
    more = further.canonical(further.compute(assessment, kit, replies, result, traits))
    document = canonical(result)
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


def canonical(result: scoring.Result) -> str:
    """Return the result's one JSON text.

    Keys stand in the order of the fields and of the framework, which is the same each time; sorting
    them would lose the framework's order for whoever reads the text back.
    """
    return _adapter().dump_json(result).decode()


def _frozen(assessment: Assessment, stored: StoredResult) -> Frozen:
    return Frozen(
        _read(stored.document),
        further.read(stored.further),
        stored.checksum,
        stored.computed_at,
        assessment.result_stands,
    )


@lru_cache(maxsize=16)
def _read(document: str) -> scoring.Result:
    return _adapter().validate_json(document)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[scoring.Result]:
    return TypeAdapter(scoring.Result)
