"""Make the files of a report, each from the same values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from reports import formats, looks, written
from reports.document import Look, Report
from reports.renderers import pdf

if TYPE_CHECKING:
    from assessments.models import Assessment
    from assessments.results import Frozen
    from reports.formats import Format


def make(assessment: Assessment, frozen: Frozen, format_: Format) -> bytes:
    """Return a file of the report of a result, or refuse with `RenderingRefused`."""
    report = written.report(assessment, frozen)
    return _MAKERS[format_](report, looks.of(assessment.organisation))


def _json(report: Report, _look: Look) -> bytes:
    return TypeAdapter(Report).dump_json(report, indent=2)


_MAKERS: Mapping[Format, Callable[[Report, Look], bytes]] = {
    formats.PDF: pdf.render,
    formats.JSON: _json,
}
READY = tuple(_MAKERS)
