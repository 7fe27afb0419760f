"""The degrees as charts need them: a name and where each begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import palette


@dataclass(frozen=True, slots=True)
class Level:
    """One degree; `start` is the lowest score that belongs to it."""

    name: str
    start: float


@dataclass(frozen=True, slots=True)
class Pips:
    """The small squares that say a degree without its colour, as two paths; empty where not known."""

    filled: str
    hollow: str
    colour: str


PIP = 6.0
_STEP = 8.5
_NONE = Pips("", "", "")


def cuts(levels: Sequence[Level]) -> tuple[float, ...]:
    """Return the borders between degrees."""
    return tuple(level.start for level in levels[1:])


def pips(order: int | None, count: int, x: float, y: float) -> Pips:
    """Return one square for each degree, filled up to the one reached."""
    if order is None:
        return _NONE
    squares = [f"M{x + index * _STEP:.1f} {y:.1f}h6v6h-6z" for index in range(count)]
    return Pips("".join(squares[:order]), "".join(squares[order:]), palette.degree(order))


def pips_width(count: int) -> float:
    """Return the room that the pips of a degree take."""
    return _STEP * (count - 1) + PIP


def whole(score: float | None) -> str:
    """Return a score as readers see it: whole, or a dash where it is not known."""
    return "–" if score is None else str(int(score + 0.5))
