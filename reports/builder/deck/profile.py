"""The pillars: as one picture, in order, and by what customers value."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.deck import figures, telling
from reports.builder.deck.telling import Telling
from reports.builder.scene import NAMED_FROM
from reports.document import Pillar, PillarsPart, Radar, Sentence, View, ViewsPart
from reports.document.deck import Cell, Chart, ChartSeries, Grid, Point, Shape, Slide

AROUND = 12  # names that have room around a circle
NAMED = 2  # pillars at either end that the profile names
LENSES = 2  # that have a slide of their own


def slides(told: Telling) -> Iterator[Slide]:
    """Yield the profile and the pillars in order."""
    if told.report.pillars:
        yield profile(told, told.report.pillars)
        yield order(told, told.report.pillars)


def profile(told: Telling, part: PillarsPart) -> Slide:
    """Show all pillars as one picture, and name those at either end."""
    points = _numbered(told, part) if _crowded(part) else _ends(told, part)
    points.append(Point(told.words.say("deck.rings"), "remark"))
    agreed = [part.radar.agreed_words] if part.radar.agreed_words else []
    points.extend(Point(sentence, "remark") for sentence in agreed if not _crowded(part))
    notes = told.behind(*(_figure(told, one) for one in part.pillars), *agreed, *told.method("M2", "M3"))
    known = any(axis.value is not None for axis in part.radar.axes)
    chart = radar(told, part.radar, numbered=_crowded(part)) if known else None
    return Slide("profile", "split" if chart else "text", part.radar.message, tuple(points), chart, notes)


def _crowded(part: PillarsPart) -> bool:
    """Tell whether there are more pillars than names around a circle."""
    return len(part.pillars) > AROUND


def _numbered(told: Telling, part: PillarsPart) -> list[Point]:
    return [
        Point(
            told.words.say(
                "deck.pillar.numbered",
                number=number,
                pillar=telling.theirs(one.name),
                reading=figures.score(one.figure.score if one.figure else None),
            ),
            "remark",
        )
        for number, one in enumerate(part.pillars, start=1)
    ]


def _ends(told: Telling, part: PillarsPart) -> list[Point]:
    """Return the pillars at either end; all where they are few, and none where they lie close together."""
    known = sorted((one.figure.score, at) for at, one in enumerate(part.pillars) if one.figure)
    if not known or known[-1][0] - known[0][0] < NAMED_FROM:
        return [Point(part.message)]
    ranked = [part.pillars[at] for _, at in known]
    if len(ranked) <= 2 * NAMED:
        return [_point(told, one) for one in ranked]
    return [
        Point(told.words.say("deck.least_far"), "heading"),
        *(_point(told, one) for one in ranked[:NAMED]),
        Point(told.words.say("deck.furthest"), "heading"),
        *(_point(told, one) for one in ranked[: -NAMED - 1 : -1]),
    ]


def _point(told: Telling, pillar: Pillar) -> Point:
    return Point(_figure(told, pillar), place=pillar.degree.place if pillar.degree else None)


def _figure(told: Telling, pillar: Pillar) -> Sentence:
    if pillar.degree is None or pillar.figure is None:
        unknown = told.report.labels.not_known
        return told.words.say("deck.pillar.unknown", pillar=telling.theirs(pillar.name), unknown=unknown)
    return told.words.say(
        "deck.pillar",
        pillar=telling.theirs(pillar.name),
        degree=telling.theirs(pillar.degree.name),
        figure=pillar.figure.words,
    )


def radar(told: Telling, radar: Radar, *, numbered: bool = False) -> Chart:
    """Return the radar with the borders between degrees as rings."""
    names = tuple(str(at) if numbered else axis.label for at, axis in enumerate(radar.axes, start=1))
    rings = (
        ChartSeries(
            told.words.write("deck.from_here", degree=telling.theirs(ring.label)),
            (ring.at,) * len(names),
            "cut",
            place,
        )
        for place, ring in enumerate(radar.rings, start=2)
    )
    series = [ChartSeries(radar.everybody.name, radar.everybody.values)]
    if radar.agreed:
        series.append(ChartSeries(radar.agreed.name, radar.agreed.values, "second"))
    return Chart("radar", f"{radar.title}. {radar.message.plain}", names, (*series, *rings))


def order(told: Telling, part: PillarsPart) -> Slide:
    """List the pillars in the order of what to work on, with where each stands and should stand."""
    labels = told.report.labels
    columns = (
        labels.pillar,
        labels.degree,
        labels.score,
        labels.interval,
        labels.target,
        labels.certainty,
        labels.agreement,
    )
    rows = tuple(_row(told, one) for one in part.by_priority)
    grid = Grid(part.radar.table.caption, columns, (7, 4, 2, 4, 2, 3, 4), rows)
    aim = [part.aim] if part.aim else []
    points = tuple(Point(sentence, "remark") for sentence in (told.words.say("deck.order"), *aim))
    notes = told.behind(*(one.reading for one in part.by_priority), *told.method("M2", "M3"))
    return Slide("order", "wide", part.message, points, grid, notes)


def _row(told: Telling, one: Pillar) -> tuple[Cell, ...]:
    unknown, figure = told.report.labels.not_known, one.figure
    between = figures.UNKNOWN
    if figure and figure.low is not None and figure.high is not None:
        between = told.words.write("figure.between", low=figure.low, high=figure.high)
    return (
        Cell(one.name),
        Cell(one.degree.name, one.degree.place) if one.degree else Cell(unknown),
        Cell(figures.score(figure.score if figure else None)),
        Cell(between),
        Cell(figures.score(one.aimed_at)),
        Cell(one.certainty or figures.UNKNOWN),
        Cell(one.agreement or figures.UNKNOWN),
    )


def views(told: Telling) -> Iterator[Slide]:
    """Show the same answers by what customers value; what is seen through further lenses is told in the notes."""
    for number, part in enumerate(told.report.views[:LENSES], start=1):
        rows = [(one.name, one.degree, one.figure.score if one.figure else None) for one in part.views]
        title = _furthest(told, part)
        chart = figures.by_degree(f"{part.heading}. {title.plain}", rows)
        points = [Point(one.sentence) for one in part.balances]
        points.extend([Point(told.borders(), "remark"), Point(telling.text(part.caution), "remark")])
        further = told.report.views[LENSES:] if number == LENSES else ()
        spoken = (one.sentence for each in (part, *further) for one in each.views)
        notes = told.behind(telling.text(part.purpose), *spoken, *told.method("M3"))
        shape: Shape = "split" if chart else "text"
        yield Slide(f"view-{part.id}", shape, title, tuple(points), chart, notes, part.heading)


def _furthest(told: Telling, part: ViewsPart) -> Sentence:
    """Say which view is furthest and which least far, if they stand apart."""
    known = [(one.figure.score, one) for one in part.views if one.figure]
    heading = telling.theirs(part.heading)
    if not known:
        return told.words.say("deck.view.unknown", heading=heading)
    low, high = min(known, key=_score), max(known, key=_score)
    if high[0] - low[0] < NAMED_FROM:
        return told.words.say("deck.view.even", heading=heading)
    names = (telling.theirs(high[1].name), telling.theirs(low[1].name))
    return told.words.say("deck.view", heading=heading, strongest=names[0], weakest=names[1])


def _score(entry: tuple[int, View]) -> int:
    return entry[0]
