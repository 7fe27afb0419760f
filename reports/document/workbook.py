"""A report as sheets of cells, and as one figure a line: what the workbook and the CSV are written from.

Every figure is one that the report prints. A cell without a value says why in words. A formula is
never a text: a cell only names the two columns of its row between which it is the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.document.texts import FrameworkText, Sentence, TypedText

Kind = Literal["text", "words", "score", "points", "count", "percent", "date", "degree"]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first column of a row minus the second, by their ids."""

    of: str
    minus: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` None where it is not known or not shown; `why` says so. `place` is that of a degree."""

    value: Sentence | int | date | None = None
    why: str = ""
    place: int | None = None
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` in characters. `words` are long texts, `text` short ones."""

    id: str
    name: FrameworkText
    kind: Kind
    width: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement above a table: what it is about, and what it is."""

    name: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Drawn:
    """One series of a chart, which is a column of its sheet."""

    column: str
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of some columns of its sheet; `words` say it to those who do not see it."""

    kind: Literal["radar", "bar"]
    title: str
    words: str
    names: str  # the column that names what is drawn
    series: tuple[Drawn, ...]
    data_heading: str
    data_note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a heading, what stands above its table, the table, and what stands below it."""

    id: str
    name: str
    heading: str
    message: Sentence | None
    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Sentence, ...]
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the report, or the reason why there is none; None and empty where it has no such thing."""

    part: str
    id: TypedText  # of a break-down what it is called; else the framework's
    name: Sentence
    group: Sentence | None
    measure: str
    value: int | None
    low: int | None
    high: int | None
    n: int | None
    degree: FrameworkText
    certainty: str
    note: Sentence | None


@dataclass(frozen=True, slots=True)
class Papers:
    """What stands in the head and foot of each printed page, and in the properties of the file."""

    title: str
    organisation: TypedText
    consultancy: TypedText
    marking: str
    version: TypedText
    footer: TypedText
    page: str
    of: str
    check: str  # "Checksum 0123456789ab"
    on: date
    date_words: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """The whole report as sheets, and as lines of figures."""

    papers: Papers
    sheets: tuple[Sheet, ...]
    figures: tuple[FigureLine, ...]
    checksum: str
