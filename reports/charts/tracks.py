"""One track for each side of a promise, with a mark where it stands on the scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import levels as degrees
from reports.charts.dumbbell import Mark, shape
from reports.charts.levels import Level

WIDTH = 290.0
_ROW = 24.0
_LEFT, _RIGHT = 48.0, 34.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One side; None where it is not known or may not be shown."""

    name: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Track:
    """One placed side."""

    name: str
    y: float
    mark: Mark | None
    value: str


@dataclass(frozen=True, slots=True)
class Tracks:
    """Everything that is drawn."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    left: float
    right: float
    cuts: tuple[float, ...]
    tracks: tuple[Track, ...]


def _at(score: float) -> float:
    return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * score / 100, 1)


def tracks(
    entries: Sequence[Entry],
    *,
    levels: Sequence[Level],
    id: str,  # noqa: A002 # it is the id of the SVG
    title: str,
) -> Tracks:
    """Return the sides one below the other, each with a shape of its own."""
    return Tracks(
        id=id,
        title=title,
        desc="; ".join(f"{entry.name}: {degrees.whole(entry.score)}" for entry in entries),
        width=WIDTH,
        height=_ROW * len(entries),
        left=_LEFT,
        right=WIDTH - _RIGHT,
        cuts=tuple(_at(cut) for cut in degrees.cuts(levels)),
        tracks=tuple(_track(entry, at) for at, entry in enumerate(entries)),
    )


def _track(entry: Entry, at: int) -> Track:
    y = _ROW * at + _ROW / 2
    mark = None if entry.score is None else Mark(_at(entry.score), y, shape(at), entry.name)
    return Track(entry.name, y, mark, degrees.whole(entry.score))
