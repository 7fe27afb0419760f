"""Give out the papers of a workshop as files, made once for the same content: kit, sheet, poster, minutes."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime

from django.utils.translation import gettext

from reports import cache, downloads, formats, looks, making, written
from reports.builder import workshop_kit, workshop_poster, workshop_sheet
from reports.builder.workshop_plan import Plan
from reports.renderers import pdf, workshop_papers
from workshops import agendas, spreads, timetables
from workshops.models import Workshop
from workshops.refusals import RoomOver


def kit_of(of: Workshop, *, visitor: str, at: datetime) -> downloads.Download:
    """Return the facilitator's kit, or refuse by `TooMany` or `RenderingRefused`."""
    paper = workshop_kit.kit(_plan(of, at), spreads.measured(of), agendas.accepted_questions(of))
    return _download(of, paper, gettext("facilitator’s kit"), visitor=visitor, at=at)


def sheet_of(of: Workshop, *, visitor: str, at: datetime) -> downloads.Download:
    """Return the sheet for those who vote on paper, or refuse by `TooMany` or `RenderingRefused`."""
    paper = workshop_sheet.sheet(_plan(of, at))
    return _download(of, paper, gettext("paper sheet"), visitor=visitor, at=at)


def poster_of(of: Workshop, *, visitor: str, at: datetime) -> downloads.Download:
    """Return the poster at the door, or refuse by `RoomOver`, `TooMany` or `RenderingRefused`."""
    if of.ended:
        raise RoomOver
    paper = workshop_poster.poster(_plan(of, at))
    return _download(of, paper, gettext("poster"), visitor=visitor, at=at)


def minutes_of(of: Workshop, *, visitor: str, at: datetime) -> downloads.Download:
    """Return the minutes of a workshop that has ended, or refuse by `TooMany` or `RenderingRefused`."""
    html = pdf.minutes_html(written.minutes(of), looks.without_logo(of.organisation))
    return _printed(of, html, gettext("minutes of the workshop"), visitor=visitor, at=at)


def _plan(of: Workshop, at: datetime) -> Plan:
    return Plan(of, agendas.kit_of(of.assessment), timetables.of(of).lines, at)


def _download(
    of: Workshop, paper: workshop_papers.Paper, kind: str, *, visitor: str, at: datetime
) -> downloads.Download:
    return _printed(
        of, workshop_papers.html(paper, looks.without_logo(of.organisation)), kind, visitor=visitor, at=at
    )


def _printed(of: Workshop, html: str, kind: str, *, visitor: str, at: datetime) -> downloads.Download:
    """Return the file of a document, named by everything that is printed in it."""
    key = f"{of.organisation_id.hex}-{cache.key([making.version(), html])}.pdf"

    def begin() -> Future[bytes]:
        downloads.count(formats.PDF, visitor=visitor, at=at)
        return pdf.begin(html, whose=of.organisation_id.hex)

    name = downloads.file_name(of.name, kind)
    return downloads.Download(cache.obtain(key, begin), name, downloads.etag_of(key))
