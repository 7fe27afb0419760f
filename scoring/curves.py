"""Three rounds or more as points with intervals, and a line only from five on (section 11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from scoring import matching, pillars, rounds, uncertainty, withholding
from scoring.composites import Composite
from scoring.errors import TooFewPeople, TooFewRounds
from scoring.matching import INDEX, Comparison, Key, Moment, Side
from scoring.result import Estimate, Mode
from scoring.trend_result import Curve, LeftOut, Line, Point, Series, Withheld
from scoring.withholding import Grouping

MIN_ROUNDS = 3
MIN_POINTS = 5
"""Known points below which no line is drawn."""


def series(
    moments: Sequence[Moment],
    *,
    mode: Mode = "confidential",
    k: int = 5,
    beside: Sequence[Collection[Grouping]] = (),
) -> Series:
    """Lay three rounds or more side by side over the questions common to all, in the order given.

    Each round's `Moment.common` maps its questions to the framework of the last one. `mode`, `k`: the
    strictest of the rounds. `beside`: as in `trend`, one for each round or none at all. A round with
    fewer than k people has points without figures and does not narrow the questions of the others.

    Raise `TooFewRounds`, `TooFewPeople` (k below 1), `NotComparable`, `NoPulse`.
    """
    if len(moments) < MIN_ROUNDS:
        raise TooFewRounds(len(moments))
    if k < 1:
        raise TooFewPeople(k)
    comparison = matching.compare(moments, mode=mode, k=k)
    made = comparison.parts.all()
    shown = beside or [()] * len(moments)
    points = [_points(comparison, side, made, of) for side, of in zip(comparison.sides, shown, strict=True)]
    at = tuple(moment.at for moment in moments)
    scheme = moments[-1].scheme
    full = comparison.scope == "full"
    return Series(
        framework=scheme.id,
        version=scheme.version,
        at=at,
        common=tuple(comparison.scheme.questions[column].id for column in comparison.used),
        left_out=_left_out(moments, comparison),
        pillars={p.id: _curve(at, points, ("pillar", p.id)) for p in scheme.pillars if full},
        sections={s.id: _curve(at, points, ("section", s.id)) for s in scheme.sections},
        index=_curve(at, points, INDEX),
    )


def _points(
    comparison: Comparison, side: Side, made: Mapping[Key, Composite], beside: Collection[Grouping]
) -> dict[Key, Point]:
    hidden = withholding.reasons(comparison, side, made, beside)
    found = uncertainty.estimates(side.common.replies.codes, side.common.everybody, made)
    return {key: _point(found[key], hidden.get(key)) for key in made}


def _point(found: Estimate, hidden: Withheld | None) -> Point:
    reason: Withheld | None = hidden or ("not determined" if found.score is None else None)
    if reason:
        return Point(None, None, None, None, 0, reason)
    return Point(found.score, found.se, found.low, found.high, found.n, None)


def _curve(at: Sequence[float], points: Sequence[Mapping[Key, Point]], key: Key) -> Curve:
    nothing = _point(pillars.NOTHING, None)
    here = tuple(of.get(key, nothing) for of in points)
    return Curve(here, line(at, [point.score for point in here]))


def line(at: Sequence[float], scores: Sequence[float | None]) -> Line | None:
    """Return the least squares line through the known points, None below five or at a single time."""
    known = [(when, score) for when, score in zip(at, scores, strict=True) if score is not None]
    if len(known) < MIN_POINTS or len({when for when, _ in known}) == 1:
        return None
    when, score = np.array(known).T
    since = when - at[0]
    away = since - since.mean()
    slope = float(away @ score / (away @ away))
    return Line(float(score.mean() - slope * since.mean()), slope)


def _left_out(moments: Sequence[Moment], comparison: Comparison) -> dict[str, LeftOut]:
    """Return the questions of the last framework that do not carry the series, with the reason."""
    last = moments[-1].scheme
    laid_out, used = rounds.ids(comparison.scheme.questions), set(comparison.used)
    out: dict[str, LeftOut] = {}
    for moment, side in zip(moments, comparison.sides, strict=True):
        out.update(matching.left_out(moment.scheme, last, side.names))
    here = rounds.ids(last.questions)
    reasons: dict[str, LeftOut] = {id_: out.get(id_, "not asked") for id_ in here if id_ not in laid_out}
    reasons.update({id_: "too few answers" for at, id_ in enumerate(laid_out) if at not in used})
    return reasons
