"""What is printed of a round: its documents are the same as long as all of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from assessments import editions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import Logo, Organisation
    from assessments.models import Assessment
    from assessments.results import Frozen, Mark


def parts(assessment: Assessment, result: Frozen | Mark) -> tuple[str, ...]:
    """Return everything that a document is made of, by what identifies it; asks no query."""
    day_of = assessment.organisation.day_of
    return (
        str(assessment.pk),  # two rounds may have the same result, and say other things of themselves
        result.checksum,
        result.beside,
        result.planned,
        get_language() or "",
        assessment.framework.checksum,
        *assessment.lens_checksums,
        *_of_organisation(assessment.organisation),
        assessment.title,
        str(editions.of(assessment).revision),
        day_of(result.computed_at).isoformat(),
        day_of(assessment.began_at).isoformat(),
        str(assessment.closed_at),
        str(assessment.texts_gone_at),
    )


def _of_organisation(organisation: Organisation) -> Iterator[str]:
    yield from (organisation.name, organisation.customers_word, organisation.time_zone)
    yield from (organisation.consultancy, organisation.cover_text, organisation.footer, organisation.colour)
    logo: Logo | None = getattr(organisation, "logo", None)
    yield logo.checksum if logo else ""
