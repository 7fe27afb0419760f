"""The figures of a report as one table, one figure a line (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from assessments import tables
from reports.document.workbook import FigureLine, Workbook

COLUMNS = (
    "part",
    "id",
    "name",
    "group",
    "measure",
    "value",
    "low",
    "high",
    "n",
    "degree",
    "certainty",
    "note",
    "checksum",
)


def render(workbook: Workbook) -> bytes:
    """Return the table as UTF-8 with its mark, so that office programs know it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in workbook.figures:
        writer.writerow([_cell(value) for value in (*_cells(line), workbook.checksum)])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _cells(line: FigureLine) -> Iterator[str | int | None]:
    yield from (line.part, line.id, line.name.plain, line.group.plain if line.group else "", line.measure)
    yield from (line.value, line.low, line.high, line.n)
    yield from (line.degree, line.certainty, line.note.plain if line.note else "")


def _cell(value: str | int | None) -> str:
    """Return a number as it is; a text is marked where a program would calculate it."""
    if isinstance(value, int):
        return str(value)
    return tables.cell((value or "").replace("\x00", ""))
