"""Tables as files that office programs open without running anything in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Where commas are decimal signs, programs part cells at semicolons, and quotes within a line hold no line together.
_BEGINS_A_CELL = re.compile('([;\t\r\n]"?)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])')


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV, what could be a formula marked as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([cell(name) for name in heading])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: object) -> str:
    """Return a value as a cell; an apostrophe stands before what a program would calculate."""
    text = _BEGINS_A_CELL.sub(r"\1'", "" if value is None else str(value))
    return f"'{text}" if calculated(text) else text


def calculated(text: str) -> bool:
    """Say whether an office program would take a text for a formula."""
    return text.startswith(_STARTS_FORMULA)
