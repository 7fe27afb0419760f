"""One score on the scale: track with borders, interval as a whisker, dot, target, pips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import levels as degrees
from reports.charts import palette
from reports.charts.levels import Level, Pips

WIDTH = 300.0
HEIGHT = 26.0
_INSET = 7.0
_MIDDLE = HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Interval:
    """Everything that is drawn; x is None where a figure is not known."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    left: float
    right: float
    middle: float
    cuts: tuple[float, ...]
    dot: float | None
    low: float | None
    high: float | None
    target: float | None
    colour: str
    tint: str
    pips: Pips


def _scale(width: float, count: int, *, pips: bool) -> tuple[float, float]:
    """Return where 0 and 100 stand; pips, where wanted, have their room on the right."""
    room = degrees.pips_width(count) + 12 if pips else 0
    return _INSET, round(width - _INSET - room, 1)


def _at(score: float | None, left: float, right: float) -> float | None:
    return None if score is None else round(left + (right - left) * score / 100, 1)


def interval(
    score: float | None,
    low: float | None,
    high: float | None,
    *,
    levels: Sequence[Level],
    degree: int | None,
    target: float | None = None,
    pips: bool = True,
    width: float = WIDTH,
    id: str,  # noqa: A002 # it is the id of the SVG
    title: str,
    desc: str = "",
) -> Interval:
    """Return the drawing of one score with what is known around it.

    Leave out the pips only where the degree stands beside the chart by name and pips.
    """
    left, right = _scale(width, len(levels), pips=pips)
    return Interval(
        id=id,
        title=title,
        desc=desc or degrees.whole(score),
        width=width,
        height=HEIGHT,
        left=left,
        right=right,
        middle=_MIDDLE,
        cuts=tuple(round(left + (right - left) * cut / 100, 1) for cut in degrees.cuts(levels)),
        dot=_at(score, left, right),
        low=_at(low, left, right),
        high=_at(high, left, right),
        target=_at(target, left, right),
        colour=palette.degree(degree),
        tint=palette.tint(degree),
        pips=degrees.pips(degree if pips else None, len(levels), right + 12, _MIDDLE - degrees.PIP / 2),
    )
