"""The same answers by what customers value: views and balances (V)."""

from __future__ import annotations

from frameworks import lenses
from reports.builder.radar import interval
from reports.builder.scene import Scene, whole_or_none
from reports.document import Balance, Row, Sentence, Table, View, ViewsPart
from reports.narrative import theirs
from scoring.result import BalanceResult, ViewResult


def parts(scene: Scene) -> tuple[ViewsPart, ...]:
    """Write every mapping lens that the result holds."""
    return tuple(_part(scene, lens) for lens in scene.kit.mappings if lens.about.id in scene.result.lenses)


def _part(scene: Scene, lens: lenses.MappingLens) -> ViewsPart:
    result = scene.result.lenses[lens.about.id]
    views = tuple(_view(scene, lens.about.id, view, result.views[view.id]) for view in lens.views)
    return ViewsPart(
        id=lens.about.id,
        heading=lens.about.title,
        purpose=lens.about.purpose,
        caution=lens.about.caution or "",
        views=views,
        balances=tuple(
            _balance(scene, lens.about.id, entry, result.balances[entry.id]) for entry in lens.balances
        ),
        table=_table(scene, lens, views),
    )


def _view(scene: Scene, lens: str, source: lenses.View, result: ViewResult) -> View:
    shown = scene.release.shows("view", lens, source.id)
    return View(
        id=source.id,
        name=source.name,
        meaning=source.meaning,
        looks_for=source.looks_for,
        ask_customers=source.ask_customers,
        degree=scene.degree(result.degree) if shown else None,
        figure=scene.figure(result) if shown else None,
        sentence=_sentence(scene, source, result, shown=shown),
    )


def _sentence(scene: Scene, source: lenses.View, result: ViewResult, *, shown: bool) -> Sentence:
    score = whole_or_none(result.score)
    if score is not None and not shown:
        return scene.say("V4.hidden", view=theirs(source.name))
    if score is None or result.degree is None:
        return scene.say("V4", view=theirs(source.name))
    return scene.say("V1", view=theirs(source.name), degree=scene.degree_name(result.degree), score=score)


def _balance(scene: Scene, lens: str, source: lenses.Balance, result: BalanceResult) -> Balance:
    first, second = (scene.release.shows(side, lens, source.id) for side in ("first", "second"))
    return Balance(
        name=source.name,
        first=source.first.name,
        second=source.second.name,
        first_score=whole_or_none(result.first) if first else None,
        second_score=whole_or_none(result.second) if second else None,
        sentence=_balanced(scene, source, result),
    )


def _balanced(scene: Scene, source: lenses.Balance, result: BalanceResult) -> Sentence:
    if result.difference is None:
        return scene.say("V4", view=theirs(source.name))
    if not result.named:
        return scene.say("V3", reading=theirs(source.reading_even))
    higher = source.reading_first_higher if result.difference > 0 else source.reading_second_higher
    return scene.say("V2", reading=theirs(higher))


def _table(scene: Scene, lens: lenses.MappingLens, views: tuple[View, ...]) -> Table:
    return Table(
        caption=scene.write("views.caption"),
        corner=lens.about.title,
        columns=tuple(scene.label(label) for label in ("score", "interval", "people", "degree")),
        rows=tuple(Row(view.name, _cells(scene, view)) for view in views),
    )


def _cells(scene: Scene, view: View) -> tuple[str, ...]:
    figure, unknown = view.figure, scene.label("not_known")
    if figure is None:
        return (unknown, unknown, unknown, unknown)
    degree = view.degree.name if view.degree else unknown
    return (str(figure.score), interval(scene, figure.low, figure.high), str(figure.n), degree)
