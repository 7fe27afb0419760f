"""Cells: a text in its own voice, a figure, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.document import Degree, Figure, Part, Report, Sentence
from reports.document.workbook import Cell, Column, Difference, Kind
from reports.narrative import Words

EMPTY = "–"  # stands where nobody typed anything
WIDTHS: dict[Kind, int] = {
    "text": 20,
    "words": 44,
    "score": 10,
    "points": 10,
    "count": 9,
    "percent": 10,
    "date": 13,
    "degree": 15,
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A report with the words that only its workbook uses."""

    report: Report
    words: Words

    def word(self, key: str) -> str:
        return self.words.word(f"workbook.{key}")

    def column(self, id_: str, kind: Kind, name: str = "", width: int = 0) -> Column:
        """Return a column, named by its words unless it has a name of its own."""
        return Column(id_, name or self.word(f"column.{id_}"), kind, width or WIDTHS[kind])

    def columns(self, *kinds: tuple[str, Kind]) -> tuple[Column, ...]:
        return tuple(self.column(id_, kind) for id_, kind in kinds)

    def degree(self, degree: Degree | None, why: str = "") -> Cell:
        """Return the name of a degree, which its tint goes with."""
        if degree is None:
            return Cell(why=why or self.report.labels.not_known)
        return Cell(sentence(degree.name, "framework"), place=degree.place)

    def figure(self, figure: Figure | None, why: str = "") -> tuple[Cell, Cell, Cell, Cell]:
        """Return a score, the ends of its interval and its n."""
        why = why or self.report.labels.not_known
        if figure is None:
            return (Cell(why=why), Cell(why=why), Cell(why=why), Cell(why=why))
        formed = self.word("no_interval")
        return (Cell(figure.score), number(figure.low, formed), number(figure.high, formed), Cell(figure.n))

    @property
    def hidden(self) -> str:
        """Return what stands for a figure in a narrow cell; the reason in full stands beside it."""
        open_ = self.report.identity.mode == "open"
        return self.report.labels.not_known if open_ else self.word("not_shown")


def sentence(text: str, source: str = "ours") -> Sentence:
    """Return a text as a sentence in one voice."""
    if source == "framework":
        return Sentence("", (Part(text, source="framework"),))
    return Sentence("", (Part(text, source="typed"),)) if source == "typed" else Sentence("", (Part(text),))


def ours(text: str) -> Cell:
    """Return words of the report itself; a dash where there are none."""
    return Cell(sentence(text)) if text.strip() else Cell(why=EMPTY)


def theirs(text: str) -> Cell:
    """Return words of the framework; a dash where there are none."""
    return Cell(sentence(text, "framework")) if text.strip() else Cell(why=EMPTY)


def typed(text: str) -> Cell:
    """Return words that somebody typed; a dash where nobody did."""
    return Cell(sentence(text, "typed")) if text.strip() else Cell(why=EMPTY)


def said(statement: Sentence | None) -> Cell:
    """Return a sentence as it stands; a dash where there is none."""
    return Cell(statement) if statement else Cell(why=EMPTY)


def joined(statements: Iterable[Sentence]) -> Cell:
    """Return sentences one after another in one cell."""
    parts: list[Part] = []
    for statement in statements:
        parts.extend(((Part(" "),) if parts else ()) + statement.parts)
    return Cell(Sentence("", tuple(parts))) if parts else Cell(why=EMPTY)


def number(value: int | None, why: str) -> Cell:
    """Return a whole number, or why there is none."""
    return Cell(why=why or EMPTY) if value is None else Cell(value)


def day(value: date | None, why: str = EMPTY) -> Cell:
    """Return a day, or why there is none."""
    return Cell(why=why) if value is None else Cell(value)


def difference(of: Column, minus: Column, values: tuple[int | None, int | None], why: str) -> Cell:
    """Return what is between two columns of a row, where both are shown."""
    first, second = values
    if first is None or second is None:
        return Cell(why=why)
    return Cell(first - second, difference=Difference(of.id, minus.id))
