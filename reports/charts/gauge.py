"""The headline as three steps: the degree reached stands out, the others are outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import palette, text
from reports.charts.levels import Level

WIDTH = 360.0
_GAP = 8.0
_LOWEST = 34.0
_RISE = 26.0
_TOP = 30.0
_SIZE = 13.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of a step's name."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Step:
    """One degree; `reached` is the headline, `possible` the other degree of a borderline result."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    colour: str
    tint: str
    reached: bool
    possible: bool
    name: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """Everything that is drawn."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    steps: tuple[Step, ...]


def _step(index: int, level: Level, count: int, *, reached: int | None, possible: int | None) -> Step:
    width = (WIDTH - _GAP * (count - 1)) / count
    height = _LOWEST + _RISE * index
    floor = _TOP + _LOWEST + _RISE * (count - 1)
    lines = text.wrap(level.name, _SIZE, width)
    x = index * (width + _GAP)
    return Step(
        x=round(x + 0.5, 1),
        y=round(floor - height, 1),
        width=round(width - 1, 1),
        height=round(height, 1),
        middle=round(x + width / 2, 1),
        colour=palette.degree(index + 1),
        tint=palette.tint(index + 1),
        reached=reached == index + 1,
        possible=possible == index + 1,
        name=tuple(Words(line, round(floor + 18 + 16 * row, 1)) for row, line in enumerate(lines)),
    )


def gauge(
    levels: Sequence[Level],
    *,
    reached: int | None,
    possible: int | None = None,
    id: str = "gauge",  # noqa: A002 # it is the id of the SVG
    title: str,
    desc: str = "",
) -> Gauge:
    """Return the steps with the degree reached, and at a border the other one."""
    steps = tuple(
        _step(index, level, len(levels), reached=reached, possible=possible)
        for index, level in enumerate(levels)
    )
    names = ", ".join(level.name for level in levels)
    bottom = max(line.y for step in steps for line in step.name)
    return Gauge(id, title, desc or names, WIDTH, round(bottom + 6, 1), steps)
