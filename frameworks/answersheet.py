"""Read answers from a CSV file: one line for each respondent and question.

Columns `respondent,group,question,answer`; an answer is 1 to 5, dk, na, or empty for skipped; no
line means that the question was not asked. Every fault is named with the line it stands on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from frameworks.fields import is_unsafe, quoted
from scoring.replies import Answer

COLUMNS = ("respondent", "group", "question", "answer")
SIZE_LIMIT = 50 * 1024 * 1024
FIELD_LIMIT = 200
ANSWERS: Mapping[str, Answer] = {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "dk": "dk",
    "na": "na",
    "": None,
}


@dataclass(frozen=True, slots=True)
class LineFault:
    """One fault of an answer file: its line, what was found and what was expected."""

    line: int
    message: str


@dataclass(slots=True)
class Sheet:
    """One respondent's answers and the lines on which they stand."""

    respondent: str
    group: str
    line: int
    answers: dict[str, Answer] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """Everything readable in a file, by respondent, and everything that is not."""

    sheets: Mapping[str, Sheet]
    faults: tuple[LineFault, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    values: Mapping[str, str]


def read(data: bytes) -> AnswerFile:
    """Return the answers in a file together with every fault of its lines."""
    faults: list[LineFault] = []
    sheets: dict[str, Sheet] = {}
    for row in _rows(data, faults):
        fault = _add(sheets, row)
        if fault:
            faults.append(LineFault(row.line, fault))
    if not faults and not sheets:
        faults.append(
            LineFault(1, "holds no answers; expected one line for each answer below the column names")
        )
    return AnswerFile(sheets, tuple(faults))


def _rows(data: bytes, faults: list[LineFault]) -> Iterator[_Row]:
    if len(data) > SIZE_LIMIT:
        faults.append(LineFault(1, f"the file has more than {SIZE_LIMIT:,} bytes; expected a smaller one"))
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(LineFault(line, "is not readable as UTF-8; expected a file saved as UTF-8"))
        return
    lines = _records(text, faults)
    header_line, header = next(lines, (1, []))
    columns = [name.strip() for name in header]
    if sorted(columns) != sorted(COLUMNS):
        names = ", ".join(quoted(name) for name in columns[:8])
        found = f"has the columns {names}" if names else "has no column names"
        faults.append(LineFault(header_line, f"{found}; expected {','.join(COLUMNS)}"))
        return
    for line, values in lines:
        if len(values) != len(columns):
            faults.append(LineFault(line, f"has {len(values)} values; expected {len(columns)}"))
        else:
            yield _Row(line, dict(zip(columns, (value.strip() for value in values), strict=True)))


def _records(text: str, faults: list[LineFault]) -> Iterator[tuple[int, list[str]]]:
    """Yield every record that is not empty with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for values in reader:
            if values:
                yield begins, values
            begins = reader.line_num + 1
    except csv.Error as error:
        faults.append(LineFault(begins, f"is not readable as CSV ({error}); expected values between commas"))


def _add(sheets: dict[str, Sheet], row: _Row) -> str:
    """Add one row to its respondent's sheet; return what is wrong with it, if anything."""
    respondent, group, question, answer = (row.values[column] for column in COLUMNS)
    fault = _unreadable(row.values)
    if fault:
        return fault
    if answer not in ANSWERS:
        return f"answer is {quoted(answer)}; expected 1 to 5, dk, na, or nothing for skipped"
    sheet = sheets.setdefault(respondent, Sheet(respondent, group, row.line))
    if sheet.group != group:
        found = f"{quoted(respondent)} is in group {quoted(group)} here and in {quoted(sheet.group)}"
        return f"{found} on line {sheet.line}; expected one group for each respondent"
    if question in sheet.answers:
        found = f"{quoted(respondent)} answers {quoted(question)} again, as on line {sheet.lines[question]}"
        return f"{found}; expected one answer to each question"
    sheet.answers[question], sheet.lines[question] = ANSWERS[answer], row.line
    return ""


def _unreadable(values: Mapping[str, str]) -> str:
    for name in COLUMNS:
        value = values[name]
        if not value and name != "answer":
            return f"{name} is empty; expected a value"
        if len(value) > FIELD_LIMIT:
            return f"{name} has {len(value):,} characters; expected at most {FIELD_LIMIT}"
        if not value.isprintable() and any(character == "\n" or is_unsafe(character) for character in value):
            return f"{name} is {quoted(value)}; expected no control characters"
    return ""


def in_order(faults: Iterable[LineFault]) -> list[LineFault]:
    """Return faults in the order of their lines."""
    return sorted(faults, key=lambda fault: fault.line)
