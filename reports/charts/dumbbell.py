"""Groups side by side in one pillar: one mark for each group, told apart by its shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from reports.charts import levels as degrees
from reports.charts import palette
from reports.charts.levels import Level

WIDTH = 420.0
HEIGHT = 26.0
_INSET = 10.0
_MIDDLE = HEIGHT / 2

Shape = Literal["circle", "square", "diamond", "ring", "cross"]
SHAPES: Final[tuple[Shape, ...]] = ("circle", "square", "diamond", "ring", "cross")
_ROUND = "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z"
_OUTLINES: Final[dict[Shape, str]] = {
    "circle": _ROUND,
    "square": "m-5.5 -5.5h11v11h-11z",
    "diamond": "m0 -7.5l7.5 7.5l-7.5 7.5l-7.5 -7.5z",
    "ring": _ROUND,
    "cross": "m-5 -5l10 10m0 -10l-10 10",
}
_FILLS: Final[dict[Shape, str]] = {
    "circle": palette.INK,
    "square": palette.SURFACE,
    "diamond": palette.INK_3,
    "ring": palette.SURFACE,
    "cross": palette.SURFACE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One group's score; None where it is not known or may not be shown."""

    name: str
    score: float | None


THEN_NOW: Final[tuple[Shape, ...]] = ("ring", "circle")
"""The shapes of one score before and after."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One placed group."""

    x: float
    y: float
    shape: Shape
    name: str

    @property
    def path(self) -> str:
        """Return the outline of the shape, beginning at its middle."""
        return _OUTLINES[self.shape]

    @property
    def fill(self) -> str:
        """Return the fill that helps to tell the shape from the others."""
        return _FILLS[self.shape]


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Everything that is drawn."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    left: float
    right: float
    middle: float
    cuts: tuple[float, ...]
    start: float | None
    end: float | None
    marks: tuple[Mark, ...]


def shape(place: int) -> Shape:
    """Return the shape of the group at a place of the framework's order."""
    return SHAPES[place % len(SHAPES)]


def _at(score: float) -> float:
    return round(_INSET + (WIDTH - 2 * _INSET) * score / 100, 1)


def dumbbell(
    entries: Sequence[Entry],
    *,
    levels: Sequence[Level],
    shapes: Sequence[Shape] = SHAPES,
    id: str,  # noqa: A002 # it is the id of the SVG
    title: str,
) -> Dumbbell:
    """Return the marks of the groups that may be shown, joined by a line."""
    marks = tuple(
        Mark(_at(entry.score), _MIDDLE, shapes[place % len(shapes)], entry.name)
        for place, entry in enumerate(entries)
        if entry.score is not None
    )
    places = [mark.x for mark in marks]
    return Dumbbell(
        id=id,
        title=title,
        desc="; ".join(f"{entry.name}: {degrees.whole(entry.score)}" for entry in entries),
        width=WIDTH,
        height=HEIGHT,
        left=_INSET,
        right=WIDTH - _INSET,
        middle=_MIDDLE,
        cuts=tuple(_at(cut) for cut in degrees.cuts(levels)),
        start=min(places, default=None),
        end=max(places, default=None),
        marks=marks,
    )
