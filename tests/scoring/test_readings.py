"""Figures of a result that no golden case fixes: balances, borders, lower bounds, splits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import scoring
from scoring import mirrors, support
from scoring.result import BalanceResult, Estimate
from tests.scoring import core

LEVELS = core.core().levels
LEADERS = tuple(question.id for question in core.core().questions)


def leaders(*sheets: Mapping[str, Any]) -> scoring.Result:
    """Return the open result of leaders who answer 3 except where a sheet says otherwise."""
    people = [
        scoring.Respondent(str(at), "leadership", {**dict.fromkeys(LEADERS, 3), **sheet})
        for at, sheet in enumerate(sheets)
    ]
    replies = scoring.Replies.from_respondents(core.core(), people)
    return scoring.assess(core.core(), replies, mode="open")


def test_a_balance_is_named_from_its_threshold_on():
    technology = ("tech-start-point", "tech-context", "tech-human-handoff", "tech-live-signals")
    even = leaders(*[dict.fromkeys(technology[:1], 4)] * 5).lenses["six-pillars"]
    ahead = leaders(*[dict.fromkeys(technology[:2], 4)] * 5).lenses["six-pillars"]
    assert even.balances["technology-people"] == BalanceResult(56.25, 50.0, 6.25, named=False)
    assert ahead.balances["technology-people"] == BalanceResult(62.5, 50.0, 12.5, named=True)


def test_a_balance_with_too_few_answers_on_one_side_is_unknown():
    technology = ("tech-start-point", "tech-context", "tech-human-handoff")
    unknown = leaders(*[dict.fromkeys(technology, "dk")] * 5).lenses["six-pillars"]
    assert unknown.balances["technology-people"] == BalanceResult(None, 50.0, None, named=False)


def test_the_lower_bound_names_its_degree_only_where_that_differs():
    sheets = [{"tech-context": "dk", "tech-live-signals": "dk"}] * 2 + [{}] * 3
    pillars = leaders(*sheets).pillars
    assert pillars["enabling-technology"].lower_bound == pytest.approx((50 + 30 + 50 + 30) / 4)
    assert pillars["enabling-technology"].lower_bound_degree is None
    fewer = leaders(*[{"tech-context": "dk", "tech-live-signals": "dk"}] * 4, {}).pillars[
        "enabling-technology"
    ]
    assert (fewer.score, fewer.lower_bound, fewer.lower_bound_degree) == (50.0, 30.0, "random")
    assert (pillars["leadership"].lower_bound, pillars["leadership"].lower_bound_degree) == (50.0, None)


def test_split_questions_come_most_split_first():
    """The wider apart the camps stand does not count, only how large the smaller one is."""
    camps = [
        {"tech-context": a, "tech-live-signals": b}
        for a, b in ((1, 2), (1, 2), (5, 2), (5, 4), (5, 4), (5, 4))
    ]
    pillar = leaders(*camps).pillars["enabling-technology"]
    assert pillar.split_questions == ("tech-live-signals", "tech-context")
    assert pillar.agreement_label == "split"


def test_an_interval_across_a_cut_names_the_further_degrees():
    across = Estimate(36.0, 2.0, 31.0, 41.0, 10)
    assert support.degrees_within(LEVELS, across, "random") == ("intentional",)
    assert support.degrees_within(LEVELS, Estimate(50.0, 30.0, 0.0, 100.0, 5), "intentional") == (
        "random",
        "differentiated",
    )


@pytest.mark.parametrize(
    ("score", "degree", "border"),
    [
        (36.0, "random", "intentional"),
        (39.0, "intentional", "random"),
        (86.0, "intentional", "differentiated"),
    ],
)
def test_a_borderline_degree_names_the_one_beyond_the_nearer_cut(score: float, degree: str, border: str):
    found = support.of_degree(LEVELS, Estimate(score, 4.0, None, None, 10), degree, capped=False)
    assert (found.certainty, found.border) == ("borderline", border)


def test_a_likely_degree_names_no_other():
    found = support.of_degree(LEVELS, Estimate(45.0, 4.0, None, None, 4), "intentional", capped=False)
    assert (found.certainty, found.border) == ("likely", None)


@pytest.mark.parametrize("people", [2, 3])
def test_a_gap_needs_three_people_in_each_group(people: int):
    sheets = [
        scoring.Respondent(
            f"{group}{at}", group, {"lead-visible": 2 + at % 2 + up, "lead-listen-frontline": 3}
        )
        for group, n, up in (("leadership", people, 1), ("support", 3, 0))
        for at in range(n)
    ]
    replies = scoring.Replies.from_respondents(core.core(), sheets)
    gap = scoring.assess(core.core(), replies, mode="open").gaps["leadership|support"]["leadership"]
    assert (gap is not None) == (people >= 3)


def test_felt_is_the_mean_of_customers_counted_by_position():
    assert mirrors.felt_score([1, 0, 2, 0, 1]) == 50.0
    assert mirrors.felt_score([0, 0, 0, 0, 0]) is None


def test_a_pattern_with_an_unknown_figure_does_not_hold():
    pattern = scoring.Pattern.parse("illusion", "do - felt >= 12.5")
    promise = scoring.Promise(None, 80.0, {}, None, 100)
    assert scoring.say_do(promise, [pattern], top=("a", "b")).patterns == ()


def test_a_journey_of_nobody_knows_nothing():
    nothing = scoring.journey(LEVELS, [scoring.Stage("use", (), (), ())])
    assert (nothing.mean, nothing.degree, nothing.weakest, nothing.coverage) == (None, None, None, None)
    assert (nothing.blind_stretch, nothing.blind_from_to, nothing.steepest_drop) == (0, None, None)


def test_a_stage_that_is_not_relevant_leaves_every_count():
    stages = [
        scoring.Stage("use", (5,), (0.5,), (1.0,)),
        scoring.Stage("renew", (1,), (0.0,), (0.0,), relevant=False),
        scoring.Stage("leave", (3,), (0.0,), (0.0,)),
    ]
    found = scoring.journey(LEVELS, stages)
    assert (found.mean, found.relevant, found.coverage, found.ownership) == (75.0, 2, 0.25, 0.5)
    assert (found.steepest_drop, found.steepest_between) == (50.0, ("use", "leave"))
    assert (found.blind_stretch, found.blind_from_to) == (2, ("use", "leave"))
