"""How many chose each of the five positions, or, where counts are hidden, the middle half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import palette

WIDTH = 220.0
HEIGHT = 74.0
_COLUMN = 34.0
_STEP = (WIDTH - _COLUMN) / 4
_TALLEST = 46.0
_FLOOR = 62.0
_DIGIT = 4.0  # half of one at the size of the counts


@dataclass(frozen=True, slots=True)
class Position:
    """One of the five answers: the degree it counts as, and whether a description stands for it."""

    degree: int
    anchored: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One placed column; the pale ones are the steps between two descriptions."""

    x: float
    y: float
    height: float
    start: float  # where the count begins; on paper, letting a text be centred costs a layer of its own
    label: float  # where the count stands, above the column
    path: str
    count: int
    colour: str
    fill: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """Everything that is drawn."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    floor: float
    floors: str
    columns: tuple[Column, ...]
    median: float | None


def _left(index: int) -> float:
    return round(index * _STEP, 1)


def _column(index: int, position: Position, count: int, most: int) -> Column:
    height = round(_TALLEST * count / most, 1) if most else 0.0
    x, y = _left(index), round(_FLOOR - height, 1)
    colour = palette.degree(position.degree)
    return Column(
        x=x,
        y=y,
        height=height,
        start=round(x + _COLUMN / 2 - _DIGIT * len(str(count)), 1),
        label=round(y - 4, 1),
        path=f"M{x} {y}h{_COLUMN}v{height}h-{_COLUMN}z",
        count=count,
        colour=colour,
        fill=colour if position.anchored else palette.tint(position.degree),
    )


def distribution(
    counts: Sequence[int],
    positions: Sequence[Position],
    *,
    median: float | None = None,
    id: str,  # noqa: A002 # it is the id of the SVG
    title: str,
    desc: str = "",
) -> Distribution:
    """Return one column for each position; the median is a position of 1 to 5."""
    most = max(counts)
    return Distribution(
        id=id,
        title=title,
        desc=desc or ", ".join(map(str, counts)),
        width=WIDTH,
        height=HEIGHT,
        floor=_FLOOR,
        floors="".join(f"M{_left(index)} {_FLOOR}h{_COLUMN}" for index in range(len(positions))),
        columns=tuple(
            _column(index, position, count, most)
            for index, (position, count) in enumerate(zip(positions, counts, strict=True))
        ),
        median=None if median is None else round((median - 1) * _STEP + _COLUMN / 2, 1),
    )
