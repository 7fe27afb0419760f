"""Make the files of a report, each from the same values."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from reports import formats, looks, written
from reports.builder import deck, workbook
from reports.document import Look, Report
from reports.renderers import csv_, json_, office, pdf

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.results import Frozen
    from reports.formats import Format


_LIBRARIES = ("weasyprint", "python-pptx", "xlsxwriter")
_SOURCES = (
    (Path("reports"), ("*.py", "*.toml")),
    (Path("templates/reports/pdf"), ("*",)),
    (Path("templates/reports/charts"), ("*",)),
)


def begin(assessment: Assessment, frozen: Frozen, format_: Format) -> Future[bytes]:
    """Let a file of the report of a result be made, or refuse with `RenderingRefused`."""
    report, look = written.report(assessment, frozen), looks.of(assessment)
    return of(report, look, format_, whose=assessment.organisation_id.hex)


def of(report: Report, look: Look, format_: Format, *, whose: str = "") -> Future[bytes]:
    """Let a file of a report be made in the turn of an organisation, or refuse with `RenderingRefused`."""
    return _BEGINNERS[format_](report, look, whose)


@cache
def version() -> str:
    """Return a hash of everything but the result that decides what is in a file."""
    digest = hashlib.sha256(" ".join(metadata.version(name) for name in _LIBRARIES).encode())
    for folder, patterns in _SOURCES:
        files = (file for pattern in patterns for file in (settings.BASE_DIR / folder).rglob(pattern))
        for file in sorted(file for file in files if file.is_file()):
            digest.update(file.relative_to(settings.BASE_DIR).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _pages(report: Report, look: Look, whose: str) -> Future[bytes]:
    return pdf.begin(pdf.html(report, look), whose=whose)


def _slides(report: Report, look: Look, whose: str) -> Future[bytes]:
    return office.slides(deck.build(report), look, whose=whose)


def _workbook(report: Report, look: Look, whose: str) -> Future[bytes]:
    return office.workbook(workbook.build(report), look, whose=whose)


def _csv(report: Report, _look: Look, _whose: str) -> Future[bytes]:
    return _done(csv_.render(workbook.build(report)))


def _json(report: Report, _look: Look, _whose: str) -> Future[bytes]:
    return _done(json_.render(report))


def _done(content: bytes) -> Future[bytes]:
    document: Future[bytes] = Future()
    document.set_result(content)
    return document


_BEGINNERS: Mapping[Format, Callable[[Report, Look, str], Future[bytes]]] = {
    formats.PDF: _pages,
    formats.PPTX: _slides,
    formats.XLSX: _workbook,
    formats.CSV: _csv,
    formats.JSON: _json,
}
