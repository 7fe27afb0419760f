"""The pillars: as one picture, and in order."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.deck import telling
from reports.builder.deck.telling import Telling
from reports.document import PillarsPart, Radar
from reports.document.deck import Chart, ChartSeries, Point, Slide


def slides(told: Telling) -> Iterator[Slide]:
    """Yield the profile."""
    if told.report.pillars:
        yield radar(told, told.report.pillars)


def radar(told: Telling, part: PillarsPart) -> Slide:
    """Show all pillars as one picture."""
    points = [Point(part.message)]
    notes = (part.radar.message, *(told.report.method.paragraphs[1:3]), told.basis())
    return Slide("radar", "split", part.radar.message, tuple(points), profile(part.radar), notes)


def profile(radar: Radar) -> Chart:
    """Return the radar with the borders between degrees as rings."""
    names = tuple(axis.label for axis in radar.axes)
    rings = (
        ChartSeries(ring.label, tuple(ring.at for _ in names), "cut", place)
        for place, ring in enumerate(radar.rings, start=2)
    )
    series = [ChartSeries(radar.everybody.name, radar.everybody.values)]
    if radar.agreed:
        series.append(ChartSeries(radar.agreed.name, radar.agreed.values, "second"))
    return Chart("radar", f"{radar.title}. {radar.message.plain}", names, (*series, *rings))
