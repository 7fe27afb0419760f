"""The pillars as one picture: axes, sectors, rings and series, for drawing and for its table."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from reports.builder import workshop
from reports.builder.scene import NAMED_FROM, Scene
from reports.document import Axis, Pillar, Radar, Ring, Row, Sector, Sentence, Series, Table
from scoring.arithmetic import below, rounded


def radar(scene: Scene, pillars: Mapping[str, Pillar]) -> Radar:
    """Arrange the pillars around a circle, in framework order."""
    axes = tuple(_axis(pillar) for pillar in pillars.values())
    agreed = workshop.series(scene, tuple(pillars))
    return Radar(
        title=scene.write("radar.title"),
        message=_message(scene),
        axes=axes,
        sectors=_sectors(scene, axes),
        rings=tuple(Ring(level.min_score, level.name) for level in scene.kit.framework.levels[1:]),
        everybody=Series("all", scene.write("radar.everybody"), tuple(axis.value for axis in axes)),
        groups=_groups(scene, pillars),
        table=_table(scene, pillars, agreed),
        agreed=agreed,
        agreed_words=workshop.radar_words(scene) if agreed else None,
    )


def _axis(pillar: Pillar) -> Axis:
    figure, degree = pillar.figure, pillar.degree
    return Axis(
        id=pillar.id,
        label=pillar.name,
        section_id=pillar.section_id,
        value=figure.score if figure else None,
        low=figure.low if figure else None,
        high=figure.high if figure else None,
        n=figure.n if figure else 0,
        place=degree.place if degree else None,
    )


def _sectors(scene: Scene, axes: tuple[Axis, ...]) -> tuple[Sector, ...]:
    runs = groupby(enumerate(axes), key=lambda entry: entry[1].section_id)
    places = [(section, [at for at, _ in run]) for section, run in runs]
    return tuple(Sector(id_, scene.kit.section(id_).short, at[0], at[-1]) for id_, at in places)


def _groups(scene: Scene, pillars: Mapping[str, Pillar]) -> tuple[Series, ...]:
    scores = [{group.id: group.score for group in pillar.groups} for pillar in pillars.values()]
    series = (
        Series(group.id, group.name, tuple(entry.get(group.id) for entry in scores))
        for group in scene.kit.asked_groups
    )
    return tuple(line for line in series if any(value is not None for value in line.values))


def _message(scene: Scene) -> Sentence:
    """Say which pillar is furthest and which least far, if they stand apart."""
    found = scene.result.pillars.items()
    known = {id_: pillar.score for id_, pillar in found if pillar.score is not None}
    if not known:
        return scene.say("radar.unknown")
    strongest = max(known, key=lambda id_: rounded(known[id_]))
    weakest = min(known, key=lambda id_: rounded(known[id_]))
    if below(known[strongest] - known[weakest], NAMED_FROM):
        return scene.say("radar.even")
    names = (scene.pillar_name(strongest), scene.pillar_name(weakest))
    return scene.say("radar.message", strongest=names[0], weakest=names[1])


def _table(scene: Scene, pillars: Mapping[str, Pillar], agreed: Series | None) -> Table:
    labels = ("section", "score", "interval", "people", "degree", "certainty", "agreement", "band")
    values = agreed.values if agreed else (None,) * len(pillars)
    more = (scene.words.word("workshop.agreed"),) if agreed else ()
    return Table(
        caption=scene.write("radar.caption"),
        corner=scene.label("pillar"),
        columns=(*(scene.label(label) for label in labels), *more),
        rows=tuple(
            Row(pillar.name, (*_cells(scene, pillar), *(_agreed_cell(value) for _ in more)))
            for pillar, value in zip(pillars.values(), values, strict=True)
        ),
    )


def _agreed_cell(value: int | None) -> str:
    return "–" if value is None else str(value)


def _cells(scene: Scene, pillar: Pillar) -> tuple[str, ...]:
    figure, unknown = pillar.figure, scene.label("not_known")
    return (
        pillar.section,
        scene.cell(figure.score if figure else None),
        interval(scene, figure.low, figure.high) if figure else unknown,
        str(figure.n) if figure else unknown,
        pillar.degree.name if pillar.degree else unknown,
        pillar.certainty or unknown,
        pillar.agreement or unknown,
        pillar.band or unknown,
    )


def interval(scene: Scene, low: int | None, high: int | None) -> str:
    """Return an interval for a table."""
    if low is None or high is None:
        return scene.label("not_known")
    return scene.write("figure.between", low=low, high=high)
