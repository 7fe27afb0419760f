"""A report in a look that is only tried: made for who asks, and kept nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from assessments import results
from reports import downloads, formats, looks, written
from reports.renderers import pdf
from reports.renderers.pool import QueueFull

if TYPE_CHECKING:
    from accounts.branding import Branding
    from accounts.models import Organisation
    from assessments.models import Assessment
    from reports.document import Report

WAITING = 1  # requests of a process at once: nothing is kept, so who asks has to wait

_waiting = BoundedSemaphore(WAITING)


def latest(organisation: Organisation) -> Assessment | None:
    """Return the round that closed last."""
    return organisation.assessments.latest_closed().with_kit().first()


def pdf_of(assessment: Assessment, branding: Branding, *, visitor: str, at: datetime) -> bytes:
    """Return the PDF of an assessment in a look, or refuse by `TooMany` or `RenderingRefused`."""
    if not _waiting.acquire(blocking=False):
        raise QueueFull
    try:
        downloads.count(formats.PDF, visitor=visitor, at=at)
        look = looks.tried(branding, assessment.organisation)
        return pdf.render(_report(assessment, branding), look, whose=assessment.organisation_id.hex)
    finally:
        _waiting.release()


def _report(assessment: Assessment, branding: Branding) -> Report:
    """Write the report as it would say who made it."""
    edition = replace(
        written.edition_of(assessment),
        consultancy=branding.consultancy,
        cover_text=branding.cover_text,
        footer=branding.footer,
    )
    return written.report_in(edition, assessment, results.current(assessment))
