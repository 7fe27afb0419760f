"""The one computed result that every screen and document of an assessment reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from pydantic import TypeAdapter

import scoring
from assessments.models import Answer, Assessment, Response, StoredResult
from frameworks import kits


@dataclass(frozen=True, slots=True)
class Frozen:
    """A result together with what identifies it; `checksum` is the SHA-256 of its canonical JSON."""

    result: scoring.Result
    checksum: str
    computed_at: datetime
    closed: bool


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
    return f"{sent['n']} {sent['latest'].isoformat() if sent['latest'] else ''}".strip()


def compute(assessment: Assessment, *, fingerprint: str, at: datetime) -> StoredResult:
    """Compute the result from the rows and store it.

    The fingerprint is taken before the rows are read: a sheet sent in between makes it differ, and
    the next reader computes again.
    """
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    pulse = assessment.scope == Assessment.Scope.PULSE
    replies = scoring.Replies.from_rows(
        kit.scheme, _respondents(assessment), _rows(assessment), asked=_asked(kit, pulse=pulse)
    )
    result = scoring.assess(
        kit.scheme,
        replies,
        mode="open" if assessment.mode == Assessment.Mode.OPEN else "confidential",
        k=assessment.k,
        scope="pulse" if pulse else "full",
    )
    document = canonical(result)
    values = {
        "fingerprint": fingerprint,
        "document": document,
        "checksum": hashlib.sha256(document.encode()).hexdigest(),
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
    return Frozen(_read(stored.document), stored.checksum, stored.computed_at, assessment.closed)


@lru_cache(maxsize=16)
def _read(document: str) -> scoring.Result:
    return _adapter().validate_json(document)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[scoring.Result]:
    return TypeAdapter(scoring.Result)


def _asked(kit: kits.Kit, *, pulse: bool) -> tuple[str, ...] | None:
    """Return the questions of the round, None for all."""
    return kit.pulse.questions if pulse and kit.pulse else None


def _respondents(assessment: Assessment) -> list[tuple[str, str]]:
    """Return id and group of who sent; ids as text, for a UUID object a row would double the time."""
    sent = Response.objects.filter(assessment=assessment).sent().annotate(key=Cast("pk", TextField()))
    return list(sent.order_by("pk").values_list("key", "group"))


def _rows(assessment: Assessment) -> Iterator[tuple[str, str, int]]:
    rows = Answer.objects.filter(assessment=assessment).counted()
    return (
        rows.annotate(key=Cast("response_id", TextField()))
        .values_list("key", "question", "reply")
        .iterator(chunk_size=5000)
    )
