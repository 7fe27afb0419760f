"""A relationship along its stages: the score of each, and signs for how it is measured and owned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.charts import levels as degrees
from reports.charts import palette
from reports.charts.levels import Level

WIDTH = 330.0
HEIGHT = 210.0
_LEFT, _RIGHT = 78.0, 16.0  # the names of the rows stand on the left
_TOP, _FLOOR = 16.0, 124.0
RADIUS = 6.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One stage; `measured` and `owner` are 0, 0.5 or 1, None where not known."""

    name: str
    score: float | None
    degree: int | None
    measured: float | None
    owner: float | None
    blind: bool
    words: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A circle that is empty, half full or full; a dash where it is not known."""

    x: float
    y: float
    value: float | None
    radius: float = RADIUS

    @property
    def half(self) -> str:
        """Return the left half as a path."""
        return f"M{self.x} {self.y}m0 -{self.radius}a{self.radius} {self.radius} 0 0 0 0 {2 * self.radius}z"


@dataclass(frozen=True, slots=True)
class Stop:
    """One placed stage; `y` is None where it has no score."""

    number: int
    x: float
    y: float | None
    value: str
    colour: str


@dataclass(frozen=True, slots=True)
class Zone:
    """The stretch of one degree."""

    y: float
    height: float
    tint: str


@dataclass(frozen=True, slots=True)
class Journey:
    """Everything that is drawn; `blind` is where the longest blind stretch begins and ends."""

    id: str
    title: str
    desc: str
    width: float
    height: float
    radius: float
    floor: float
    zones: tuple[Zone, ...]
    path: str
    stops: tuple[Stop, ...]
    blind: tuple[float, float] | None
    measured_label: str
    owner_label: str
    measured: tuple[Sign, ...]
    owner: tuple[Sign, ...]


def journey(
    entries: Sequence[Entry], *, levels: Sequence[Level], labels: tuple[str, str], title: str
) -> Journey:
    """Return the stages from left to right; `labels` name the rows of signs."""
    step = (WIDTH - _LEFT - _RIGHT) / max(len(entries) - 1, 1)
    places = [round(_LEFT + at * step, 1) for at in range(len(entries))]
    stops = tuple(_stop(entry, x, at) for at, (entry, x) in enumerate(zip(entries, places, strict=True), 1))
    blind = [x for entry, x in zip(entries, places, strict=True) if entry.blind]
    return Journey(
        id="journey",
        title=title,
        desc="; ".join(f"{at}. {entry.name}: {entry.words}" for at, entry in enumerate(entries, 1)),
        width=WIDTH,
        height=HEIGHT,
        radius=RADIUS,
        floor=_FLOOR,
        zones=_zones(levels),
        path=_path(stops),
        stops=stops,
        blind=(blind[0] - 10, blind[-1] + 10) if blind else None,
        measured_label=labels[0],
        owner_label=labels[1],
        measured=tuple(Sign(x, 170, entry.measured) for entry, x in zip(entries, places, strict=True)),
        owner=tuple(Sign(x, 200, entry.owner) for entry, x in zip(entries, places, strict=True)),
    )


def _height(score: float) -> float:
    return round(_FLOOR - (_FLOOR - _TOP) * score / 100, 1)


def _stop(entry: Entry, x: float, number: int) -> Stop:
    y = None if entry.score is None else _height(entry.score)
    return Stop(number, x, y, degrees.whole(entry.score), palette.degree(entry.degree))


def _zones(levels: Sequence[Level]) -> tuple[Zone, ...]:
    edges = [_FLOOR + 8, *(_height(cut) for cut in degrees.cuts(levels)), _TOP - 16]
    return tuple(
        Zone(high, round(low - high, 1), palette.tint(place))
        for place, (low, high) in enumerate(pairwise(edges), start=1)
    )


def _path(stops: Sequence[Stop]) -> str:
    """Join neighbours that both have a score."""
    return "".join(
        f"M{first.x} {first.y}L{second.x} {second.y}"
        for first, second in pairwise(stops)
        if first.y is not None and second.y is not None
    )
