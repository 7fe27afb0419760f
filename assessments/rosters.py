"""Read a list of people from a file or from what was pasted: every fault by its line, or all of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.text import clean_text
from assessments import tables

SIZE_LIMIT = 2 * 1024 * 1024
ROW_LIMIT = 10_000
NAME_LIMIT = 120
EMAIL_LIMIT = 254
COLUMNS = ("name", "email", "group")
_DELIMITERS = ",;\t"
_NAMED_ADDRESS = re.compile(r"([^<>]*)<([^<>]*)>\s*[;,]?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which line."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person as the list says them; what is empty the list does not say."""

    line: int
    email: str
    name: str = ""
    group: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Return the address in the form in which two of them are compared."""
        return self.email.lower()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list may say: the groups, and for each break-down its options, by every way to write them."""

    groups: Mapping[str, str]
    traits: Mapping[str, Mapping[str, str]]
    columns: Mapping[str, str]

    @classmethod
    def of(
        cls,
        groups: Sequence[tuple[str, str]],
        breakdowns: Sequence[tuple[str, str, Sequence[tuple[str, str]]]],
    ) -> Plan:
        """Return a plan from ids and names."""
        columns = _spelled([(pk, name) for pk, name, _ in breakdowns]) | {name: name for name in COLUMNS}
        return cls(
            groups=_spelled(groups),
            traits={pk: _spelled(options) for pk, _, options in breakdowns},
            columns={**columns, "e-mail": "email", "email address": "email", "e-mail address": "email"},
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a list; none where there is any fault."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_file(content: bytes, plan: Plan, *, group: str = "") -> Roster:
    """Read a CSV file with a line of headings, separated by commas, semicolons or tabs."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        return _refused(line, _("This is not UTF-8 text. Save the file as “CSV UTF-8” and choose it again."))
    return _read_table(text, plan, group=group)


def read_pasted(text: str, plan: Plan, *, group: str = "") -> Roster:
    """Read addresses, one a line, also as “Name <address>”; or columns under headings as in a file."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if "email" in {plan.columns.get(_key(cell)) for cell in re.split(r"[,;\t]", first)}:
        return _read_table(text, plan, group=group)
    lines = ((number, _addressed(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    return _checked(lines, plan, group=group)


def _read_table(text: str, plan: Plan, *, group: str = "") -> Roster:
    records = _records(text)
    try:
        line, headings = next(records, (1, []))
        names = [plan.columns.get(_key(heading)) for heading in headings]
        faults = _heading_faults(line, headings, names)
        if faults:
            return Roster(faults=tuple(faults))
        return _checked(_as_columns(records, names), plan, group=group)
    except csv.Error:
        return _refused(
            text.count("\n") + 1,
            _("The file cannot be read to its end. Look for a quotation mark that is not closed."),
        )


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every line that says anything, with its number."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    for record in reader:
        if any(cell.strip() for cell in record):
            yield before + 1, record
        before = reader.line_num


def _heading_faults(line: int, headings: Sequence[str], names: Sequence[str | None]) -> list[Fault]:
    if "email" not in names:
        return [Fault(line, _("The first line must name the columns, and one of them must be “email”."))]
    unknown = [
        Fault(line, _("“%(heading)s” is not one of the columns.") % {"heading": heading.strip()[:40]})
        for heading, name in zip(headings, names, strict=True)
        if name is None
    ]
    double = sorted({name for name in names if name and names.count(name) > 1})
    return unknown + [Fault(line, _("The column “%(name)s” is there twice.") % {"name": n}) for n in double]


def _as_columns(
    records: Iterator[tuple[int, list[str]]], names: Sequence[str | None]
) -> Iterator[tuple[int, dict[str, str] | str]]:
    for line, record in records:
        if len(record) != len(names):
            yield (
                line,
                _("%(found)d cells instead of %(wanted)d.")
                % {
                    "found": len(record),
                    "wanted": len(names),
                },
            )
        else:
            yield line, {name: cell for name, cell in zip(names, record, strict=True) if name}


def _addressed(line: str) -> dict[str, str] | str:
    named = _NAMED_ADDRESS.fullmatch(line.strip())
    if named:
        return {"name": named[1].strip().strip('"'), "email": named[2]}
    return {"email": line.strip().rstrip(";,")}


def _checked(lines: Iterator[tuple[int, dict[str, str] | str]], plan: Plan, *, group: str) -> Roster:
    """Return the people of the lines, or every fault in them."""
    rows: list[Row] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, (line, cells) in enumerate(lines, 1):
        if number > ROW_LIMIT:
            faults.append(
                Fault(line, _("A list may have %(limit)d people. Divide this one.") % {"limit": ROW_LIMIT})
            )
            break
        row = _row(line, cells, plan, group) if isinstance(cells, dict) else [cells]
        if isinstance(row, Row):
            row = _first_of_its_kind(row, seen)
        if isinstance(row, Row):
            rows.append(row)
        else:
            faults += [Fault(line, message) for message in row]
    if not rows and not faults:
        return _refused(1, _("There is nobody in this list."))
    return Roster(faults=tuple(faults)) if faults else Roster(rows=tuple(rows))


def _first_of_its_kind(row: Row, seen: dict[str, int]) -> Row | list[str]:
    before = seen.setdefault(row.address, row.line)
    if before == row.line:
        return row
    return [_("The address %(email)s is in line %(line)d already.") % {"email": row.email, "line": before}]


def _row(line: int, cells: Mapping[str, str], plan: Plan, group: str) -> Row | list[str]:
    faults: list[str] = []
    clean = {name: _clean(name, cell, faults) for name, cell in cells.items()}
    if faults:
        return faults
    email = clean.get("email", "")
    if not _is_address(email):
        shown = email[:60] or _("nothing")
        faults.append(_("“%(email)s” is not an e-mail address.") % {"email": shown})
    if len(clean.get("name", "")) > NAME_LIMIT:
        faults.append(_("The name has more than %(limit)d characters.") % {"limit": NAME_LIMIT})
    chosen = {
        column: _choice(column, clean[column], plan, faults)
        for column in ("group", *plan.traits)
        if clean.get(column)
    }
    if faults:
        return faults
    in_group = chosen.pop("group", group)
    return Row(line=line, email=email, name=clean.get("name", ""), group=in_group, traits=chosen)


def _clean(name: str, cell: str, faults: list[str]) -> str:
    """Return a cell's text on one line; what deceives or would be calculated is a fault."""
    try:
        text = cell.strip(" ") if cell.isascii() and cell.isprintable() else clean_text(cell).strip(" ")
    except ValidationError as refusal:
        faults.append(f"{name}: {refusal.messages[0]}")
        return ""
    plain = " ".join(text.split())
    if tables.calculated(text):
        faults.append(
            _("“%(cell)s” begins like a formula. Begin with a letter or a figure.") % {"cell": plain[:40]}
        )
    return plain


def _choice(column: str, text: str, plan: Plan, faults: list[str]) -> str:
    options = plan.groups if column == "group" else plan.traits[column]
    found = options.get(_key(text))
    if found is None:
        faults.append(
            _("“%(text)s” is none of the choices for “%(column)s”.") % {"text": text[:40], "column": column}
        )
    return found or ""


def _is_address(email: str) -> bool:
    if len(email) > EMAIL_LIMIT:
        return False
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _spelled(choices: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {_key(spelling): pk for pk, name in choices for spelling in (tables.cell(name), name, pk)}


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _refused(line: int, message: str) -> Roster:
    return Roster(faults=(Fault(line, message),))
