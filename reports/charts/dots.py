"""Numbered dots on the scale, one for each question; those that would touch are stacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import levels as degrees
from reports.charts import palette, text
from reports.charts.levels import Level

WIDTH = 420.0
_INSET = 14.0
_RADIUS = 11.0
_STEP = 2 * _RADIUS + 2
_NAMES = 22.0
_NAME_SIZE = 11.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One question: its number in the list beside the chart, and its score."""

    number: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Dot:
    """One placed dot."""

    x: float
    y: float
    number: int
    colour: str


@dataclass(frozen=True, slots=True)
class Zone:
    """The stretch of one degree, with its name."""

    x: float
    width: float
    middle: float
    name: str
    tint: str


@dataclass(frozen=True, slots=True)
class Dots:
    """Everything that is drawn; a question without a score has no dot."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    floor: float
    radius: float
    zones: tuple[Zone, ...]
    dots: tuple[Dot, ...]


def _at(score: float, width: float) -> float:
    return round(_INSET + (width - 2 * _INSET) * score / 100, 1)


def _stack(known: Sequence[tuple[int, float]], width: float) -> list[tuple[int, float, int]]:
    """Give each dot, a number and a score, the lowest row in which it touches no other."""
    placed: list[tuple[int, float, int]] = []
    for number, score in sorted(known, key=lambda pair: (pair[1], pair[0])):
        taken = {row for _, other, row in placed if abs(_at(other, width) - _at(score, width)) < _STEP}
        placed.append((number, score, next(row for row in range(len(known)) if row not in taken)))
    return placed


def _colour(score: float, levels: Sequence[Level]) -> str:
    """Return the colour of the degree in whose stretch a dot stands."""
    return palette.degree(sum(score >= level.start for level in levels))


def _inside(name: str, middle: float, width: float) -> float:
    """Move a name away from the edges that would cut it off."""
    half = text.width(name, _NAME_SIZE) / 2
    return round(min(max(middle, half), width - half), 1)


def _zones(levels: Sequence[Level], width: float) -> tuple[Zone, ...]:
    edges = [0.0, *(_at(cut, width) for cut in degrees.cuts(levels)), width]
    return tuple(
        Zone(
            left,
            round(right - left, 1),
            _inside(level.name, (left + right) / 2, width),
            level.name,
            palette.tint(order),
        )
        for order, (level, left, right) in enumerate(zip(levels, edges, edges[1:], strict=False), start=1)
    )


def dots(
    entries: Sequence[Entry],
    *,
    levels: Sequence[Level],
    width: float = WIDTH,
    id: str = "dots",  # noqa: A002 # it is the id of the SVG
    title: str,
) -> Dots:
    """Return one dot for each question that has a score."""
    placed = _stack([(entry.number, entry.score) for entry in entries if entry.score is not None], width)
    rows = max((row for _, _, row in placed), default=0) + 1
    floor = rows * _STEP + 6
    return Dots(
        id=id,
        title=title,
        desc="; ".join(f"{entry.number}: {degrees.whole(entry.score)}" for entry in entries),
        width=width,
        height=floor + _NAMES,
        floor=floor,
        radius=_RADIUS,
        zones=_zones(levels, width),
        dots=tuple(
            Dot(
                _at(score, width), round(floor - 4 - _RADIUS - row * _STEP, 1), number, _colour(score, levels)
            )
            for number, score, row in placed
        ),
    )
