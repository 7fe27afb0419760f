"""From the parts of a report to the geometry of their charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from reports import document
from reports.charts import bars as bar_charts
from reports.charts import distribution as distributions
from reports.charts import dots as dot_charts
from reports.charts import dumbbell as dumbbells
from reports.charts import gauge as gauges
from reports.charts import interval as intervals
from reports.charts import journey as journeys
from reports.charts import levels as degrees
from reports.charts import radar as radars
from reports.charts import timeline as timelines
from reports.charts import tracks as track_charts
from reports.charts.distribution import Position
from reports.charts.levels import Level

# The five answers: three with a description, and between them a step that counts as the one below.
POSITIONS: Final = (
    Position(1, anchored=True),
    Position(1, anchored=False),
    Position(2, anchored=True),
    Position(2, anchored=False),
    Position(3, anchored=True),
)


class Scored(Protocol):
    """Anything with an id, a figure and a degree: a main question, a pillar, a view."""

    @property
    def id(self) -> str: ...
    @property
    def figure(self) -> document.Figure | None: ...
    @property
    def degree(self) -> document.Degree | None: ...


def place(degree: document.Degree | None) -> int | None:
    """Return the place of a degree, 1 being the first."""
    return degree.place if degree else None


def gauge(answer: document.Answer, levels: Sequence[Level]) -> gauges.Gauge:
    """Return the degrees as steps."""
    return gauges.gauge(
        levels, reached=place(answer.degree), possible=place(answer.border), title=answer.gauge_words.plain
    )


def interval(
    part: Scored,
    name: str,
    levels: Sequence[Level],
    *,
    target: int | None = None,
    width: float = intervals.WIDTH,
) -> intervals.Interval | None:
    """Return one score with its interval, None where there is no score."""
    if part.figure is None:
        return None
    return intervals.interval(
        part.figure.score,
        part.figure.low,
        part.figure.high,
        levels=levels,
        degree=place(part.degree),
        target=target,
        pips=False,
        width=width,
        id=f"interval-{part.id}",
        title=f"{name}: {part.figure.words}",
        desc=part.degree.name if part.degree else "",
    )


def axes(part: document.Radar) -> tuple[radars.Axis, ...]:
    """Return the axes of a radar, each with the place of its section."""
    sections = [sector.section_id for sector in part.sectors]
    return tuple(radars.Axis(axis.label, sections.index(axis.section_id)) for axis in part.axes)


def agreed(
    line: document.AgreedPillar, part: document.WorkshopPart, levels: Sequence[Level]
) -> dumbbells.Dumbbell:
    """Return one pillar as measured and as agreed on one line."""
    names = (part.key_measured, part.key_agreed)
    entries = [
        dumbbells.Entry(name, score) for name, score in zip(names, (line.measured, line.agreed), strict=True)
    ]
    return dumbbells.dumbbell(
        entries, levels=levels, shapes=dumbbells.THEN_NOW, id=f"agreed-{line.id}", title=line.name
    )


def everybody(part: document.Radar) -> radars.Series:
    """Return the outline of all who answered, with its degrees."""
    return radars.Series(part.everybody.name, part.everybody.values, tuple(axis.place for axis in part.axes))


def radar(
    part: document.Radar,
    levels: Sequence[Level],
    *,
    radius: float = radars.RADIUS,
    id: str = "radar",  # noqa: A002 # it is the id of the SVG
) -> radars.Radar | None:
    """Return the radar of all who answered and of what was agreed, None with too few pillars for one."""
    if len(part.axes) < radars.FEWEST_AXES:
        return None
    more = [radars.Series(part.agreed.name, part.agreed.values)] if part.agreed else []
    return radars.radar(
        axes(part),
        [everybody(part), *more],
        levels=levels,
        sections=[sector.label for sector in part.sectors],
        radius=radius,
        id=id,
        title=f"{part.title}. {part.message}",
    )


def dumbbell(part: document.Dumbbell, number: int, levels: Sequence[Level]) -> dumbbells.Dumbbell:
    """Return the groups of one pillar on one line."""
    entries = [dumbbells.Entry(score.name, score.score) for score in part.scores]
    return dumbbells.dumbbell(entries, levels=levels, id=f"groups-{number}", title=part.pillar)


def change(
    line: document.ChangeLine, part: document.ChangePart, levels: Sequence[Level]
) -> dumbbells.Dumbbell:
    """Return one score before and after on one line."""
    names = (part.key_before, part.key_after)
    return then_and_now(line.id, line.name, (line.before, line.after), levels, names=names)


def then_and_now(
    id_: str,
    title: str,
    scores: tuple[int | None, int | None],
    levels: Sequence[Level],
    *,
    names: tuple[str, str] = ("1", "2"),
) -> dumbbells.Dumbbell:
    """Return two scores on one line, the first as a ring and the second filled."""
    entries = [dumbbells.Entry(name, score) for name, score in zip(names, scores, strict=True)]
    return dumbbells.dumbbell(
        entries, levels=levels, shapes=dumbbells.THEN_NOW, id=f"change-{id_}", title=title
    )


def timeline(line: document.SeriesLine, levels: Sequence[Level]) -> timelines.Timeline:
    """Return one score through the rounds."""
    entries = [
        timelines.Entry(str(number), point.score, point.low, point.high)
        for number, point in enumerate(line.points, start=1)
    ]
    return timelines.timeline(entries, levels=levels, ends=line.ends, id=f"series-{line.id}", title=line.name)


def bars(
    answer: document.Answer, levels: Sequence[Level], *, width: float = bar_charts.WIDTH
) -> bar_charts.Bars:
    """Return the main questions as bars."""
    entries = [
        bar_charts.Entry(
            name=part.question,
            score=part.figure.score if part.figure else None,
            degree=place(part.degree),
            low=part.figure.low if part.figure else None,
            high=part.figure.high if part.figure else None,
        )
        for part in answer.questions
    ]
    return bar_charts.bars(entries, levels=levels, width=width, title=answer.questions_heading)


def dots(
    part: document.PulsePart, levels: Sequence[Level], *, width: float = dot_charts.WIDTH
) -> dot_charts.Dots:
    """Return the questions of a pulse as numbered dots."""
    entries = [dot_charts.Entry(number, dot.score) for number, dot in enumerate(part.dots, start=1)]
    return dot_charts.dots(entries, levels=levels, width=width, title=f"{part.heading}. {part.message}")


def journey(part: document.JourneyPart, levels: Sequence[Level]) -> journeys.Journey:
    """Return the stages from left to right."""
    entries = [
        journeys.Entry(
            name=stage.name,
            score=stage.score,
            degree=place(stage.degree),
            measured=stage.measured,
            owner=stage.owner,
            blind=stage.blind,
            words=f"{degrees.whole(stage.score)}, {stage.measured_words}, {stage.owner_words}",
        )
        for stage in part.stages
    ]
    labels = (part.measured_label, part.owner_label)
    return journeys.journey(entries, levels=levels, labels=labels, title=part.chart_title)


def tracks(line: document.PromiseLine, levels: Sequence[Level]) -> track_charts.Tracks:
    """Return the sides of one promise, one below the other."""
    entries = [track_charts.Entry(track.name, track.score) for track in line.tracks]
    return track_charts.tracks(entries, levels=levels, id=f"promise-{line.id}", title=line.name)


def distribution(question: document.Question) -> distributions.Distribution:
    """Return how many chose each position; the question must be one whose counts may be shown."""
    return distributions.distribution(
        question.distribution or (),
        POSITIONS,
        median=question.median,
        id=f"answers-{question.id}",
        title=question.prompt,
        desc=question.picture_words,
    )
