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
    rows = StoredResult.objects.filter(assessment=assessment)
    if assessment.closed:
        return Mark(*rows.values_list("checksum", "computed_at").get())
    counted = rows.annotate(
        n=Count("assessment__responses__sent_at"), latest=Max("assessment__responses__sent_at")
    )
    for print_, checksum, at, n, latest in counted.values_list(
        "fingerprint", "checksum", "computed_at", "n", "latest"
    ):
        return Mark(checksum, at) if print_ == _fingerprint(n, latest) else None
    return None


def current(assessment: Assessment) -> Frozen:
    """Return the result, computed anew only if responses were sent or taken back since.

    Counts sent responses only. A closed assessment never computes again. Two queries where the
    stored result still holds.
    """
    if assessment.closed:
        return _frozen(assessment, StoredResult.objects.get(assessment=assessment))
    print_ = fingerprint(assessment)
    stored = StoredResult.objects.filter(assessment=assessment, fingerprint=print_).first()
    return _frozen(assessment, stored or compute(assessment, fingerprint=print_, at=timezone.now()))


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
    replies = rows.replies(assessment, kit.scheme)
    result = scoring.assess(
        kit.scheme,
        replies,
        mode="open" if assessment.mode == Assessment.Mode.OPEN else "confidential",
        k=assessment.k,
        scope="pulse" if assessment.scope == Assessment.Scope.PULSE else "full",
    )
    document, more = canonical(result), further.canonical(further.compute(assessment, kit, replies, result))
    values = {
        "fingerprint": fingerprint,
        "document": document,
        "further": more,
        "checksum": hashlib.sha256(f"{document}\n{more}".encode()).hexdigest(),
        "computed_at": at,
    }
    return StoredResult.objects.update_or_create(assessment=assessment, defaults=values)[0]


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
        assessment.closed,
    )


@lru_cache(maxsize=16)
def _read(document: str) -> scoring.Result:
    return _adapter().validate_json(document)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[scoring.Result]:
    return TypeAdapter(scoring.Result)
