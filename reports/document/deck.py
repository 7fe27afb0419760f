"""A report as slides: what each says and shows, before anything is said about where it stands.

Every title is a message of its own; a figure is a chart of plain numbers or a table of written cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.document.texts import Sentence, TypedText
from reports.document.values import Degree

Shape = Literal["cover", "text", "split", "wide", "pair"]
ChartKind = Literal["radar", "bars", "columns", "spans", "shares"]
Role = Literal["measured", "second", "third", "degree", "between", "cut", "base", "span", "rest"]

MOST = 14  # slides that a board is shown; what does not fit on them is told in their notes


@dataclass(frozen=True, slots=True)
class Point:
    """One paragraph: an item of a list, the heading of what follows, or a remark in small letters."""

    text: Sentence
    role: Literal["item", "heading", "remark"] = "item"
    place: int | None = None  # of the degree it speaks of


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series; values in the order of the categories.

    `labels` are texts put in the place of the numbers. `place` is that of a degree whose colour the
    series wears; its name is the name of the series.
    """

    name: TypedText
    values: tuple[float | None, ...]
    role: Role = "measured"
    place: int | None = None
    labels: tuple[TypedText, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart on a scale of 0 to 100; `words` say it to those who do not see it.

    `spans`: from one value to another, the way to the first without colour. `shares`: what each of several
    answers takes of a whole; there alone the values are people.
    """

    kind: ChartKind
    words: TypedText
    categories: tuple[TypedText, ...]
    series: tuple[ChartSeries, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, already written; `place` is that of the degree it names."""

    text: TypedText
    place: int | None = None
    marked: bool = False  # it is the one that the slide speaks of


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `shares` are the widths of its columns in relation to one another.

    `named`: the first column names the rows.
    """

    words: TypedText
    columns: tuple[TypedText, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    named: bool = True


@dataclass(frozen=True, slots=True)
class Half:
    """What stands on one side of a slide: a figure and the words under it."""

    points: tuple[Point, ...] = ()
    figure: Chart | Grid | None = None


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide with one message; `notes` tell the speaker what stands behind it.

    `heading`: what it is about, said where it shares a slide with another, which is then `beside` it.
    """

    id: str
    shape: Shape
    title: Sentence
    points: tuple[Point, ...] = ()
    figure: Chart | Grid | None = None
    notes: tuple[Sentence, ...] = ()
    heading: str = ""
    beside: Half | None = None

    @property
    def halves(self) -> tuple[Half, ...]:
        """Return what stands on it, from left to right."""
        own = Half(self.points, self.figure)
        return (own, self.beside) if self.beside else (own,)


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides, and what stands on every one of them."""

    language: str
    title: TypedText
    author: TypedText
    subject: TypedText
    on: date
    footer: TypedText
    degrees: tuple[Degree, ...]
    of: str  # between the number of a slide and how many belong together
    rest: Sentence  # said on a slide that had to leave something to its notes
    slides: tuple[Slide, ...]
