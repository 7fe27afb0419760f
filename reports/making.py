"""Make the files of a report, each from the same values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING

from reports import formats, looks, written
from reports.builder import deck, workbook
from reports.document import Look, Report
from reports.renderers import csv_, json_, office, pdf

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.results import Frozen
    from reports.formats import Format


def begin(assessment: Assessment, frozen: Frozen, format_: Format) -> Future[bytes]:
    """Let a file of the report of a result be made, or refuse with `RenderingRefused`."""
    return of(written.report(assessment, frozen), looks.of(assessment.organisation), format_)


def of(report: Report, look: Look, format_: Format) -> Future[bytes]:
    """Let a file of a report be made, or refuse with `RenderingRefused`."""
    return _BEGINNERS[format_](report, look)


def _pages(report: Report, look: Look) -> Future[bytes]:
    return pdf.begin(pdf.html(report, look))


def _slides(report: Report, look: Look) -> Future[bytes]:
    return office.slides(deck.build(report), look)


def _workbook(report: Report, look: Look) -> Future[bytes]:
    return office.workbook(workbook.build(report), look)


def _csv(report: Report, _look: Look) -> Future[bytes]:
    return _done(csv_.render(workbook.build(report)))


def _json(report: Report, _look: Look) -> Future[bytes]:
    return _done(json_.render(report))


def _done(content: bytes) -> Future[bytes]:
    document: Future[bytes] = Future()
    document.set_result(content)
    return document


_BEGINNERS: Mapping[Format, Callable[[Report, Look], Future[bytes]]] = {
    formats.PDF: _pages,
    formats.PPTX: _slides,
    formats.XLSX: _workbook,
    formats.CSV: _csv,
    formats.JSON: _json,
}
