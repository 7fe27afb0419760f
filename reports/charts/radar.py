"""The radar: pillars around a circle, 0 at the edge of a small hole, a ring at every border."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, pi, sin

from reports.charts import levels as degrees
from reports.charts import palette, radar_labels
from reports.charts.levels import Level, Pips
from reports.charts.radar_labels import Label, LegendItem, Notice, Spot

RADIUS = 104.0
HOLE = 10.0
_ARC = 10.0  # from the circle to the arcs of the sections
_LABELS = 26.0  # from the circle to the labels
MOST_SERIES = 3
FEWEST_AXES = 3
_GAP = 0.035  # radians left open between two sections
_DOT = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
_DIAMOND = "m-4 0l4 -4l4 4l-4 4z"
_DASHES = ("", "5 4", "1.5 3.5")


@dataclass(frozen=True, slots=True)
class Axis:
    """One pillar; `section` is the place of its section, from 0."""

    name: str
    section: int


@dataclass(frozen=True, slots=True)
class Series:
    """One outline: a value for each axis, None where it is not known; degrees from 1."""

    name: str
    values: tuple[float | None, ...]
    degrees: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Ring:
    """One border between degrees; the outer one is the end of the scale."""

    radius: float
    outer: bool


@dataclass(frozen=True, slots=True)
class Dots:
    """The values of one look on their spokes, as one path; hollow where they are not known."""

    path: str
    fill: str
    stroke: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One drawn series; filled when no value is missing and it is the first."""

    path: str
    dash: str
    fill: str
    stroke: str
    width: float
    dots: tuple[Dots, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """The arc around one section and the badge that numbers it."""

    path: str
    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Radar:
    """Everything that is drawn; the centre is 0, 0."""

    id: str
    title: str
    desc: str
    view_box: str
    hole: float
    rings: tuple[Ring, ...]
    spokes: str
    arcs: tuple[Arc, ...]
    traces: tuple[Trace, ...]
    labels: tuple[Label, ...]
    pips: tuple[Pips, ...]
    legend: tuple[LegendItem, ...]


def angle(index: int, count: int) -> float:
    """Return the direction of an axis in radians, the first one up."""
    return 2 * pi * index / count - pi / 2


def distance(score: float, radius: float = RADIUS) -> float:
    """Return how far from the centre a score of 0 to 100 lies."""
    return HOLE + (radius - HOLE) * score / 100


def _point(score: float, direction: float, radius: float) -> tuple[float, float]:
    away = distance(score, radius)
    return round(away * cos(direction), 1), round(away * sin(direction), 1)


def _rings(levels: Sequence[Level], radius: float) -> tuple[Ring, ...]:
    borders = (Ring(round(distance(cut, radius), 1), outer=False) for cut in degrees.cuts(levels))
    return (*borders, Ring(radius, outer=True))


def _runs(values: Sequence[float | None]) -> list[list[int]]:
    """Return the stretches of neighbouring known values, going once around."""
    count = len(values)
    known = [value is not None for value in values]
    if all(known) or not any(known):
        return [list(range(count))] if all(known) else []
    start = known.index(False)
    order = [(start + step) % count for step in range(count)]
    return [list(run) for is_known, run in groupby(order, key=known.__getitem__) if is_known]


def _dots(series: Series, points: Sequence[tuple[float, float]]) -> tuple[Dots, ...]:
    """Gather the dots that look alike: few paths are drawn much faster than many circles."""
    paths: dict[tuple[str, str], str] = {}
    orders = series.degrees or (None,) * len(points)
    for (x, y), value, order in zip(points, series.values, orders, strict=True):
        known = (palette.degree(order), palette.SURFACE)
        look = (palette.SURFACE, palette.CONTROL) if value is None else known
        paths[look] = paths.get(look, "") + f"M{x} {y}{_DOT}"
    return tuple(Dots(path, fill, stroke) for (fill, stroke), path in paths.items())


def _diamonds(series: Series, points: Sequence[tuple[float, float]]) -> tuple[Dots, ...]:
    """Mark the known values of a line that has gaps: one alone between two gaps has no line to be seen by."""
    if None not in series.values:
        return ()
    known = [point for point, value in zip(points, series.values, strict=True) if value is not None]
    path = "".join(f"M{x} {y}{_DIAMOND}" for x, y in known)
    return (Dots(path, palette.SURFACE, palette.INK_3),) if known else ()


def _trace(series: Series, place: int, radius: float) -> Trace:
    count = len(series.values)
    points = [
        _point(0.0 if value is None else value, angle(index, count), radius)
        for index, value in enumerate(series.values)
    ]
    runs = _runs(series.values)
    closed = bool(runs) and len(runs[0]) == count
    lines = ["M" + "L".join(f"{points[i][0]} {points[i][1]}" for i in run) for run in runs]
    main = place == 0
    return Trace(
        path="".join(lines) + ("Z" if closed else ""),
        dash=_DASHES[place],
        fill=palette.INK if closed and main else "none",
        stroke=palette.INK if main else palette.INK_3,
        width=2 if main else 1.5,
        dots=_dots(series, points) if main else _diamonds(series, points),
    )


def _arc(sections: Sequence[int], section: int, away: float) -> Arc:
    """Return the arc over the neighbouring axes of one section."""
    count = len(sections)
    first = sections.index(section)
    last = count - 1 - list(reversed(sections)).index(section)
    begin = angle(first, count) - pi / count + _GAP
    end = angle(last, count) + pi / count - _GAP
    middle = (begin + end) / 2
    x1, y1, x2, y2, x, y = (
        round(away * value, 1)
        for value in (cos(begin), sin(begin), cos(end), sin(end), cos(middle), sin(middle))
    )
    large = int(end - begin > pi)
    return Arc(f"M{x1} {y1}A{away} {away} 0 {large} 1 {x2} {y2}", x, y, section + 1)


def _desc(axes: Sequence[Axis], series: Sequence[Series]) -> str:
    return "; ".join(
        f"{axis.name}: " + ", ".join(f"{one.name} {degrees.whole(one.values[index])}" for one in series)
        for index, axis in enumerate(axes)
    )


def _pips(labels: Sequence[Label]) -> tuple[Pips, ...]:
    """Gather the pips of all labels that have the same colour."""
    return tuple(
        Pips(
            "".join(label.pips.filled for label in labels if label.pips.colour == colour),
            "".join(label.pips.hollow for label in labels if label.pips.colour == colour),
            colour,
        )
        for colour in dict.fromkeys(label.pips.colour for label in labels if label.pips.colour)
    )


def _spokes(count: int, radius: float) -> str:
    directions = [angle(index, count) for index in range(count)]
    ends = ((_point(0, one, radius), _point(100, one, radius)) for one in directions)
    return "".join(f"M{x1} {y1}L{x2} {y2}" for (x1, y1), (x2, y2) in ends)


def radar(
    axes: Sequence[Axis],
    series: Sequence[Series],
    *,
    levels: Sequence[Level],
    sections: Sequence[str] = (),
    radius: float = RADIUS,
    id: str = "radar",  # noqa: A002 # it is the id of the SVG
    title: str,
) -> Radar:
    """Return the drawing of three axes or more, and of three series at most.

    Labels keep their size whatever the radius: a larger circle suits a wide place, a smaller one a phone.
    """
    if len(axes) < FEWEST_AXES or not 1 <= len(series) <= MOST_SERIES:
        message = "A radar takes three axes or more, and one to three series."
        raise ValueError(message)
    main = series[0]
    orders = main.degrees or (None,) * len(axes)
    spots = [
        Spot(axis.name, degrees.whole(value), order, angle(index, len(axes)))
        for index, (axis, value, order) in enumerate(zip(axes, main.values, orders, strict=True))
    ]
    labels = radar_labels.place(spots, radius=radius + _LABELS, levels=len(levels))
    notices = [Notice(name, number=index + 1) for index, name in enumerate(sections)]
    if len(series) > 1:
        notices += [Notice(one.name, dash=dash) for one, dash in zip(series, _DASHES, strict=False)]
    frame, legend = radar_labels.frame(labels, notices, least=radius + _ARC + 12)
    places = [axis.section for axis in axes]
    return Radar(
        id=id,
        title=title,
        desc=_desc(axes, series),
        view_box=frame,
        hole=HOLE,
        rings=_rings(levels, radius),
        spokes=_spokes(len(axes), radius),
        arcs=tuple(_arc(places, section, radius + _ARC) for section in range(len(sections))),
        traces=tuple(_trace(one, place, radius) for place, one in enumerate(series)),
        labels=labels,
        pips=_pips(labels),
        legend=legend,
    )
