"""Every figure that a result has to be printed with, taken from the result itself and made whole."""

from __future__ import annotations

from collections.abc import Iterator

import scoring
from assessments.lens_figures import PromiseFigures
from assessments.release import Release
from reports.builder.scene import Estimated
from scoring.arithmetic import score_of, whole
from scoring.trend_result import Change
from tests.reports.whole import Told

Cell = tuple[str, str, str, str]  # part, id, measure, group
Cells = dict[Cell, int | None]
Found = Iterator[tuple[Cell, int | None]]
SIDE_BY_SIDE = 2


def cells(told: Told) -> Cells:
    """Return every figure that may be shown, and None for each that is not known or not shown."""
    if not told.result.suppression.total_shown:
        return {}
    parts = (_answer, _pillars, _groups, _break_downs, _across, _lenses, _change, _questions, _agreed)
    listed = [found for part in parts for found in part(told)]
    assert len(dict(listed)) == len(listed)
    return dict(listed)


def _made(score: float | None) -> int | None:
    return None if score is None else whole(score)


def _release(told: Told) -> Release:
    return told.context.release or Release(told.kit.scheme, told.result)


def _figure(part: str, id_: str, one: Estimated, *, shown: bool = True) -> Found:
    known = shown and one.score is not None
    for measure, value in (("score", one.score), ("low", one.low), ("high", one.high)):
        yield (part, id_, measure, ""), _made(value) if known else None
    yield (part, id_, "n", ""), one.n if known else None


def _answer(told: Told) -> Found:
    index = told.result.index
    yield from _figure("answer", "index", index)
    for id_, one in told.result.sections.items():
        yield from _figure("section", id_, one)


def _pillars(told: Told) -> Found:
    target, order = told.result.priority.target, told.result.priority.order
    for id_, one in told.result.pillars.items():
        yield from _figure("pillar", id_, one)
        yield ("pillar", id_, "target", ""), None if one.score is None else _made(target)
        yield ("pillar", id_, "rank", ""), order.index(id_) + 1 if id_ in order else None


def _groups(told: Told) -> Found:
    result, release = told.result, _release(told)
    shown = {*result.suppression.shown, *result.suppression.empty}
    for id_, n in result.groups.items():
        yield ("group", id_, "people", ""), n if id_ in shown else None
    compared = any(
        sum(release.shows("group score", pillar, group) for group in one.breakdown.groups) >= SIDE_BY_SIDE
        for pillar, one in result.pillars.items()
    )
    for pillar, one in result.pillars.items() if compared else ():
        for group, figure in one.breakdown.groups.items():
            name = told.kit.group(group).name
            told_of = release.shows("group score", pillar, group)
            yield ("pillar", pillar, "group score", name), _made(figure.score) if told_of else None
            yield ("pillar", pillar, "group n", name), figure.n if told_of else None


def _break_downs(told: Told) -> Found:
    for id_, name, options in told.context.breakdowns:
        read = told.further.breakdowns[id_]
        names = dict(options)
        for option, people in read.options.items():
            if option in names:
                yield ("break-down", name, "people", names[option]), people
        for pillar, scores in read.pillars.items():
            found = {option: one for option, one in scores.items() if option in names}
            if sum(one.why is None for one in found.values()) < SIDE_BY_SIDE:
                continue
            for option, one in found.items():
                about = told.kit.pillar(pillar).name
                shown = one.why is None
                yield ("break-down", about, "score", names[option]), _made(one.score) if shown else None
                yield ("break-down", about, "n", names[option]), one.n if shown else None


def _across(told: Told) -> Found:
    release = _release(told)
    for lens, read in told.result.lenses.items():
        for id_, one in read.views.items():
            shown = release.shows("view", lens, id_)
            yield from _figure("view", f"{lens}/{id_}", one, shown=shown)
    for id_, score in told.result.steps.items() if told.result.entry_point.blocks else ():
        yield ("step", id_, "score", ""), _made(score) if release.shows("step", id_) else None


def _lenses(told: Told) -> Found:
    journey, mirror = told.further.journey, told.further.mirror
    for id_ in journey.shown.measured if journey else ():
        assert journey
        yield ("journey", id_, "score", ""), _made(journey.shown.reading.stages.get(id_))
    for id_, promise in mirror.promises.items() if mirror else ():
        for side, score in _sides(promise):
            yield ("promise", id_, side, ""), _made(score)


def _sides(one: PromiseFigures) -> tuple[tuple[str, float | None], ...]:
    return ("say", one.say.mean), ("do", one.do.mean), ("felt", one.felt)


def _change(told: Told) -> Found:
    if told.further.comparison is None:
        return
    trend = told.further.comparison.trend
    changes: dict[str, Change] = {"index": trend.index, **trend.sections, **trend.pillars}
    for id_, change in changes.items():
        yield ("change", id_, "before", ""), _made(change.before)
        yield ("change", id_, "after", ""), _made(change.after)


def _questions(told: Told) -> Found:
    for id_, one in told.result.questions.items():
        shown = one.shown and one.mean is not None
        rate = one.visibility.dk_rate
        told_rate = rate is not None and (one.shown or one.visibility.percentage_shown)
        yield ("question", id_, "score", ""), _made(one.mean) if shown else None
        yield ("question", id_, "n", ""), one.n if shown else None
        yield ("question", id_, "could not judge %", ""), whole(100 * (rate or 0)) if told_rate else None
        if shown and one.distribution_shown:
            for position, count in enumerate(one.distribution, 1):
                yield ("question", id_, f"position {position}", ""), count


def _agreed(told: Told) -> Found:
    outcome = told.context.workshop
    for id_, profile in outcome.pillars.items() if outcome else ():
        if profile.agreed_count:
            yield ("pillar", id_, "agreed", ""), _made(profile.agreed_profile)
    for one in outcome.agreed if outcome else ():
        yield ("question", one.question, "agreed", ""), whole(score_of(one.position))


def series(told: Told) -> dict[tuple[str, int], tuple[int | None, int | None, int | None]]:
    """Return each score of every round, by what it is of and the place of the round."""
    found = told.further.comparison.series if told.further.comparison else None
    if found is None:
        return {}
    curves: dict[str, scoring.Curve] = {"index": found.index, **found.sections, **found.pillars}
    return {
        (id_, at): (_made(point.score), _made(point.low), _made(point.high))
        for id_, curve in curves.items()
        for at, point in enumerate(curve.points)
    }


def forecast(told: Told) -> dict[str, tuple[int, int]]:
    """Return every score that the actions chosen from the framework would move, as it is and as it would be."""
    plan = told.context.plan
    chosen = [
        one.source
        for one in (plan.actions if plan else ())
        if one.origin == "framework" and one.status != "dropped"
    ]
    found = scoring.forecast(told.kit.scheme, told.result, chosen) if chosen else None
    moved = {**found.sections, **found.pillars} if found else {}
    return {
        id_: (whole(one.before), whole(one.after))
        for id_, one in moved.items()
        if one.before is not None and one.after is not None and one.before != one.after
    }
