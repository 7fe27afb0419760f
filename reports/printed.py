"""What is printed of a round: its documents are the same as long as all of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from assessments import editions, letterheads

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.results import Frozen, Mark


def parts(assessment: Assessment, result: Frozen | Mark) -> tuple[str, ...]:
    """Return everything that a document is made of, by what identifies it; asks no query."""
    head = letterheads.of(assessment)
    return (
        str(assessment.pk),  # two rounds may have the same result, and say other things of themselves
        result.checksum,
        result.beside,
        result.planned,
        get_language() or "",
        assessment.framework.checksum,
        *assessment.lens_checksums,
        head.checksum,
        str(editions.of(assessment).revision),
        head.day_of(result.computed_at).isoformat(),
        head.day_of(assessment.began_at).isoformat(),
        str(assessment.closed_at),
        str(assessment.texts_gone_at),
    )
