"""One score through several rounds: a dot with its interval for each, and a line only where one is fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import levels as degrees
from reports.charts import palette
from reports.charts.levels import Level

WIDTH = 300.0
HEIGHT = 190.0
_TOP, _BOTTOM = 14.0, 22.0
_INSET = 26.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One round: its short name and the score with its interval; None where it is not known."""

    name: str
    score: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Spot:
    """One placed round; y is None where nothing is known."""

    x: float
    name: str
    label: str
    y: float | None
    low: float | None
    high: float | None
    colour: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that is drawn."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    floor: float
    ceiling: float
    cuts: tuple[float, ...]
    spots: tuple[Spot, ...]
    line: tuple[float, float, float, float] | None


def timeline(
    entries: Sequence[Entry],
    *,
    levels: Sequence[Level],
    ends: tuple[int, int] | None = None,
    id: str,  # noqa: A002 # it is the id of the SVG
    title: str,
) -> Timeline:
    """Return the rounds from left to right, evenly spaced, on the scale from 0 to 100."""
    places = _places(len(entries))
    return Timeline(
        id=id,
        title=title,
        desc="; ".join(f"{entry.name}: {degrees.whole(entry.score)}" for entry in entries),
        width=WIDTH,
        height=HEIGHT,
        floor=_at(0),
        ceiling=_at(100),
        cuts=tuple(_at(cut) for cut in degrees.cuts(levels)),
        spots=tuple(_spot(entry, x, levels) for entry, x in zip(entries, places, strict=True)),
        line=(places[0], _at(ends[0]), places[-1], _at(ends[1])) if ends else None,
    )


def _places(count: int) -> list[float]:
    step = (WIDTH - 2 * _INSET) / max(1, count - 1)
    return [round(_INSET + place * step, 1) for place in range(count)]


def _at(score: float) -> float:
    within = min(100.0, max(0.0, score))
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - within / 100), 1)


def _spot(entry: Entry, x: float, levels: Sequence[Level]) -> Spot:
    def height(score: int | None) -> float | None:
        return None if score is None else _at(score)

    order = None if entry.score is None else sum(entry.score >= level.start for level in levels)
    return Spot(
        x=x,
        name=entry.name,
        label=degrees.whole(entry.score),
        y=height(entry.score),
        low=height(entry.low),
        high=height(entry.high),
        colour=palette.degree(order),
    )
