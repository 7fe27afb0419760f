"""Read what customers said from a file: counts by promise and position, every fault by its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from frameworks.kits import Kit
from frameworks.lenses import MirrorLens

SIZE_LIMIT = 64 * 1024
LINE_LIMIT = 1_000
COUNT_LIMIT = 10_000_000
POSITIONS = 5
COLUMNS = ("promise", "position", "count")
_DELIMITERS = ",;\t"

Promises = Mapping[str, str]
"""The id of each promise by every way to write it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which line."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Felt:
    """Customers counted at positions 1 to 5 of each promise; none where there is any fault."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def promises_of(kit: Kit) -> Promises:
    """Return every promise by its id and by its name, as somebody may write them."""
    lenses = (lens for lens in kit.lenses if isinstance(lens, MirrorLens))
    promises = [promise for lens in lenses for promise in lens.promises]
    return {_key(written): promise.id for promise in promises for written in (promise.id, promise.name)}


def read_file(content: bytes, *, promises: Promises) -> Felt:
    """Read a CSV file."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        return _refused(line, _("This is not UTF-8 text. Save the file as “CSV UTF-8” and choose it again."))
    return read(text, promises=promises)


def read(text: str, *, promises: Promises) -> Felt:
    """Read the columns promise, position and count, separated by commas, semicolons or tabs."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        records = list(_records(text, delimiter))
    except csv.Error:
        return _refused(1, _("The file cannot be read to its end. Look for a quotation mark not closed."))
    if not records or tuple(map(_key, records[0][1])) != COLUMNS:
        found = _("The first line has to be: promise, position, count.")
        return _refused(records[0][0] if records else 1, found)
    if len(records) > LINE_LIMIT:
        return _refused(LINE_LIMIT, _("There are more lines than promises and positions."))
    return _counted(records[1:], promises)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every line that says anything, with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    for record in reader:
        if any(cell.strip() for cell in record):
            yield before + 1, [cell.strip() for cell in record]
        before = reader.line_num


def _counted(records: Sequence[tuple[int, list[str]]], promises: Promises) -> Felt:
    counts: dict[str, list[int]] = {}
    seen: dict[tuple[str, int], int] = {}
    faults: list[Fault] = []
    for line, cells in records:
        read = _line(cells, promises)
        if isinstance(read, str):
            faults.append(Fault(line, read))
            continue
        promise, position, count = read
        if (earlier := seen.setdefault((promise, position), line)) != line:
            faults.append(Fault(line, _("This promise and position stand in line %d already.") % earlier))
        counts.setdefault(promise, [0] * POSITIONS)[position - 1] = count
    if not records:
        faults.append(Fault(1, _("There are no counts below the first line.")))
    return Felt(faults=tuple(faults)) if faults else Felt(counts)


def _line(cells: Sequence[str], promises: Promises) -> tuple[str, int, int] | str:
    """Return what a line says, or what is wrong with it."""
    if len(cells) != len(COLUMNS):
        return _("This line has %d columns; expected promise, position and count.") % len(cells)
    promise, position, count = promises.get(_key(cells[0])), _whole(cells[1]), _whole(cells[2])
    if promise is None:
        return _("“%s” is none of the promises.") % cells[0][:60]
    if position is None or not 1 <= position <= POSITIONS:
        return _("The position has to be a number from 1 to 5.")
    if count is None or count > COUNT_LIMIT:
        return _("The count has to be a whole number, 0 or more.")
    return promise, position, count


def _whole(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= len(str(COUNT_LIMIT)) else None


def _key(written: str) -> str:
    return " ".join(written.split()).casefold()


def _refused(line: int, message: str) -> Felt:
    return Felt(faults=(Fault(line, message),))
