"""Named bars on the scale of 0 to 100, one for each main question or view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import levels as degrees
from reports.charts import palette, text
from reports.charts.levels import Level, Pips

WIDTH = 420.0
_SIZE = 13.0
_LINE = 17.0
_BAR = 14.0
_VALUE = 40.0
_ROW_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One bar to draw: its name, score, interval and degree."""

    name: str
    score: float | None
    degree: int | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One line of a name."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One placed bar; `length` is None where the score is not known."""

    lines: tuple[Words, ...]
    y: float
    length: float | None
    low: float | None
    high: float | None
    middle: float
    colour: str
    value: str
    value_y: float
    pips: Pips


@dataclass(frozen=True, slots=True)
class Bars:
    """Everything that is drawn."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    track: float
    bar: float
    cuts: tuple[float, ...]
    bars: tuple[Bar, ...]


def _at(score: float | None, track: float) -> float | None:
    return None if score is None else round(track * score / 100, 1)


def _bar(entry: Entry, top: float, levels: int, track: float) -> tuple[Bar, float]:
    """Return one bar and where the next begins."""
    room = track - degrees.pips_width(levels) - 12
    lines = text.wrap(entry.name, _SIZE, room)
    y = top + _LINE * len(lines) + 2
    words = tuple(Words(line, round(top + _LINE * (row + 0.75), 1)) for row, line in enumerate(lines))
    pips = degrees.pips(entry.degree, levels, track - degrees.pips_width(levels), y - 14)
    bar = Bar(
        lines=words,
        y=round(y, 1),
        length=_at(entry.score, track),
        low=_at(entry.low, track),
        high=_at(entry.high, track),
        middle=round(y + _BAR / 2, 1),
        colour=palette.degree(entry.degree),
        value=degrees.whole(entry.score),
        value_y=round(y + _BAR - 2, 1),
        pips=pips,
    )
    return bar, y + _BAR + _ROW_GAP


def bars(
    entries: Sequence[Entry],
    *,
    levels: Sequence[Level],
    width: float = WIDTH,
    id: str = "bars",  # noqa: A002 # it is the id of the SVG
    title: str,
) -> Bars:
    """Return the bars one below the other."""
    track = width - _VALUE
    drawn: list[Bar] = []
    top = 0.0
    for entry in entries:
        bar, top = _bar(entry, top, len(levels), track)
        drawn.append(bar)
    return Bars(
        id=id,
        title=title,
        desc="; ".join(f"{entry.name}: {degrees.whole(entry.score)}" for entry in entries),
        width=width,
        height=round(max(top - _ROW_GAP, 0) + 4, 1),
        track=track,
        bar=_BAR,
        cuts=tuple(round(track * cut / 100, 1) for cut in degrees.cuts(levels)),
        bars=tuple(drawn),
    )
