"""Laws of change between any two rounds (section 11)."""

from __future__ import annotations

import dataclasses
from random import Random
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring import scheme
from scoring.trend_result import Trend, Verdict
from tests.scoring import comparing
from tests.scoring.comparing import Two, pairs
from tests.scoring.strategies import GROUPS, Sheet, asked

OPPOSITE: dict[Verdict | None, Verdict] = {"improved": "declined", "declined": "improved"}
EPSILON = 1e-9
Linked = Literal["linked", "not linked"]
linking = st.sampled_from(("linked", "not linked"))


def close(value: Any) -> Any:
    """Return a value to compare with: numbers to nine decimals, everything else as it is."""
    if isinstance(value, dict):
        return {key: close(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(close(inner) for inner in value)
    return pytest.approx(value, abs=EPSILON, rel=EPSILON) if isinstance(value, float) else value


def links_of(two: Two, linked: Linked) -> comparing.Links | None:
    return two.links if linked == "linked" else None


def figures(trend: Trend) -> dict[tuple[str, str], Any]:
    return {key: dataclasses.asdict(change) for key, change in comparing.changes(trend).items()}


def turned(change: dict[str, Any]) -> dict[str, Any]:
    """Return a change as it looks from the other round."""

    def minus(value: float | None) -> float | None:
        return None if value is None else -value

    return {
        **change,
        "before": change["after"],
        "after": change["before"],
        "change": minus(change["change"]),
        "low": minus(change["high"]),
        "high": minus(change["low"]),
        "n_before": change["n_after"],
        "n_after": change["n_before"],
        "verdict": OPPOSITE.get(change["verdict"], change["verdict"]),
    }


@given(pairs(), linking)
def test_swapping_the_rounds_turns_every_change_round(two: Two, linked: Linked):
    there, back = (each.trend(links=links_of(each, linked)) for each in (two, two.swapped()))
    assert figures(back) == close({key: turned(change) for key, change in figures(there).items()})
    assert (back.degree.before, back.degree.after) == (there.degree.after, there.degree.before)
    assert (back.degree.deciding, back.degree.announced) == (there.degree.deciding, there.degree.announced)


@given(pairs())
def test_swapping_the_rounds_turns_who_answered_round(two: Two):
    there, back = two.trend().mix, two.swapped().trend().mix
    assert there is not None
    assert back is not None
    assert back.shift == pytest.approx(there.shift)
    assert {*back.up} == {*there.down}
    assert {*back.down} == {*there.up}


@given(pairs(), linking)
def test_equal_rounds_have_not_changed(two: Two, linked: Linked):
    same = [(row, row) for row in range(len(two.before.groups))]
    trend = Two(two.before, two.before, same).trend(links=same if linked == "linked" else None)
    for change in comparing.shown(trend).values():
        assert change.change == pytest.approx(0, abs=EPSILON)
        assert change.verdict in ("none", None)
    assert trend.degree.changed is False
    assert trend.mix is None or (trend.mix.shift, trend.mix.up, trend.mix.down) == (0, (), ())


@given(pairs())
def test_same_people_with_the_same_answers_have_not_changed_whoever_else_answered(two: Two):
    codes = two.after.codes.copy()
    for before, after in two.links:
        codes[after] = two.before.codes[before]
    trend = Two(two.before, two.after.with_codes(codes), two.links).trend(links=two.links)
    assert {change.change for change in comparing.shown(trend).values()} <= {0.0}


@given(pairs(), linking, st.randoms(use_true_random=False))
def test_order_of_people_changes_nothing(two: Two, linked: Linked, random: Random):
    before, after = (random.sample(range(len(s.groups)), len(s.groups)) for s in (two.before, two.after))
    moved = Two(
        shuffled(two.before, before),
        shuffled(two.after, after),
        [(before.index(here), after.index(there)) for here, there in reversed(two.links)],
    )
    expected, found = (each.trend(links=links_of(each, linked)) for each in (two, moved))
    assert figures(found) == close(figures(expected))
    assert dataclasses.asdict(found.degree) == dataclasses.asdict(expected.degree)


def shuffled(sheet: Sheet, order: list[int]) -> Sheet:
    return dataclasses.replace(sheet, groups=sheet.groups[order], codes=sheet.codes[order])


@given(pairs(), linking)
def test_announced_degree_rests_on_established_changes_only(two: Two, linked: Linked):
    trend = two.trend(links=links_of(two, linked))
    verdicts = {trend.sections[id_].verdict for id_ in trend.degree.deciding}
    if trend.degree.announced:
        assert trend.degree.changed
        assert verdicts in ({"improved"}, {"declined"})


@given(pairs())
def test_verdict_is_that_of_the_table(two: Two):
    large = {"question": 25.0, "pillar": 12.5, "section": 6.25, "index": 6.25}
    for (layer, _), change in comparing.shown(two.trend()).items():
        if change.change is None or change.smallest_detectable is None:
            assert change.verdict is None
            continue
        beyond = round(abs(change.change), 6) > round(change.smallest_detectable, 6)
        if round(abs(change.change), 6) >= large[layer]:
            moved = "improved" if change.change > 0 else "declined"
            assert change.verdict == (moved if beyond else "possible")
        else:
            assert change.verdict == ("small" if beyond else "none")


@given(pairs(mode="open"), linking, st.data())
def test_question_that_is_not_common_changes_nothing(two: Two, linked: Linked, data: st.DataObject):
    """In an open round; in a confidential one it may be the figure that gives another away."""
    links = links_of(two, linked)
    at = data.draw(st.integers(0, len(two.before.made.pillars) - 1))
    longer = Two(lengthened(two.before, at, data), lengthened(two.after, at, data), two.links)
    expected = two.trend(links=links)
    found = longer.trend(links=links, common=[question.id for question in two.before.made.questions])
    assert found.left_out == {**expected.left_out, "more": "changed"}
    same = dataclasses.replace(found, left_out=expected.left_out)
    assert dataclasses.asdict(same) == dataclasses.asdict(expected)


def lengthened(sheet: Sheet, at: int, data: st.DataObject) -> Sheet:
    """Return the round with one more question at the end of a pillar."""
    pillar = sheet.made.pillars[at]
    more = scheme.Question("more", "first", frozenset(GROUPS))
    longer = dataclasses.replace(pillar, questions=(*pillar.questions, more))
    pillars = (*sheet.made.pillars[:at], longer, *sheet.made.pillars[at + 1 :])
    made = dataclasses.replace(sheet.made, pillars=pillars)
    column = [question.id for question in made.questions].index("more")
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    codes = np.insert(sheet.codes, column, rng.integers(1, 9, len(sheet.groups)), axis=1)
    codes = np.where(asked(made, sheet.groups), codes, 0).astype(np.int8)
    return dataclasses.replace(sheet, made=made, codes=codes)


@given(pairs(), st.integers(3, 6))
def test_series_has_the_scores_of_the_trend_between_equal_rounds(two: Two, rounds: int):
    """The first and the last round again and again: the same common questions, so the same scores."""
    sheet = two.after
    replies = [two.before.replies, *[sheet.replies] * (rounds - 1)]
    moments = [scoring.Moment(sheet.made, each, at=float(at)) for at, each in enumerate(replies)]
    series = scoring.series(moments, mode=sheet.mode, k=sheet.k)
    trend = two.trend()
    for id_, change in trend.sections.items():
        points = series.sections[id_].points
        if change.withheld is None:
            assert [points[0].score, points[-1].score] == [change.before, change.after]
        known = sum(point.score is not None for point in points)
        assert (series.sections[id_].line is None) == (known < 5)
