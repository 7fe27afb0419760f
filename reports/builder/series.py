"""Three rounds or more side by side (T): points with intervals, and a line only from five on."""

from __future__ import annotations

from collections.abc import Sequence

import scoring
from assessments.comparing import Comparison
from reports.builder.scene import Scene, whole_or_none
from reports.document import Occasion, Row, Sentence, SeriesLine, SeriesPart, SeriesPoint, Table
from scoring.arithmetic import whole


def part(scene: Scene, comparison: Comparison) -> SeriesPart | None:
    """Write the series, None below three rounds."""
    if comparison.series is None:
        return None
    found = comparison.series
    occasions = tuple(Occasion(one.title, one.on, scene.words.date(one.on)) for one in comparison.occasions)
    whole_ = (
        _line(scene, found, "index", scene.words.word("index_name"), found.index),
        *(_line(scene, found, id_, scene.kit.section(id_).question, c) for id_, c in found.sections.items()),
    )
    pillars = tuple(
        _line(scene, found, id_, scene.kit.pillar(id_).name, c) for id_, c in found.pillars.items()
    )
    return SeriesPart(
        heading=scene.words.word("heading_series"),
        occasions=occasions,
        lines=whole_,
        pillars=pillars,
        message=_message(scene, len(occasions), fitted=any(line.ends for line in whole_)),
        table=_table(scene, occasions, [*whole_, *pillars]),
    )


def _line(scene: Scene, series: scoring.Series, id_: str, name: str, curve: scoring.Curve) -> SeriesLine:
    fitted = curve.line
    ends = None
    if fitted is not None:
        first, last = series.at[0], series.at[-1]
        ends = (whole(fitted.start), whole(fitted.start + fitted.slope * (last - first)))
    return SeriesLine(id_, name, tuple(_point(scene, point) for point in curve.points), ends)


def _point(scene: Scene, point: scoring.Point) -> SeriesPoint:
    score, low, high = (whole_or_none(value) for value in (point.score, point.low, point.high))
    figure = scene.figure(point)
    return SeriesPoint(score, low, high, figure.words if figure else scene.label("not_known"))


def _message(scene: Scene, rounds: int, *, fitted: bool) -> Sentence:
    return scene.say("T.series_line" if fitted else "T.series", rounds=scene.words.number(rounds))


def _table(scene: Scene, occasions: Sequence[Occasion], lines: Sequence[SeriesLine]) -> Table:
    return Table(
        caption=scene.write("T.series_caption"),
        corner=scene.words.word("change_thing"),
        columns=tuple(one.date_words for one in occasions),
        rows=tuple(Row(line.name, tuple(point.words for point in line.points)) for line in lines),
    )
