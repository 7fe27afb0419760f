"""Tables as files that office programs open without running anything in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV, what could be a formula marked as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([cell(name) for name in heading])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: object) -> str:
    """Return a value as a cell; an apostrophe stands before what a program would calculate."""
    text = "" if value is None else str(value)
    return f"'{text}" if calculated(text) else text


def calculated(text: str) -> bool:
    """Say whether an office program would take a text for a formula."""
    return text.startswith(_STARTS_FORMULA)
