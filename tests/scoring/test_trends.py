"""Change between rounds of the core framework: what is said, and what is left out."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pydantic
import pytest

import scoring
from scoring import mixes, scheme
from scoring.trend_result import Change, Trend
from tests.scoring import core, other, simulated

CORE = core.core()
FIRST, *REST = [question.id for question in CORE.questions]


def between(before: float, after: float, *, people: int = 30, **settings: Any) -> Trend:
    """Return the trend of people who stood around one position and now stand around another."""
    first, second = simulated.replies(people, middle=before), simulated.replies(people, seed=2, middle=after)
    return scoring.trend(CORE, first, second, **settings)


def reasons(changes: dict[str, Change]) -> set[str | None]:
    return {change.withheld for change in changes.values()}


def test_large_rise_is_an_improvement_at_every_layer():
    trend = between(2.0, 4.0)
    assert {change.verdict for change in trend.pillars.values()} == {"improved"}
    assert {change.verdict for change in trend.sections.values()} == {"improved"}
    assert trend.index.verdict == "improved"
    assert trend.common == (FIRST, *REST)
    assert trend.left_out == {}


def test_new_degree_is_announced_when_every_deciding_section_improved():
    degree = between(2.0, 4.0).degree
    sections = tuple(section.id for section in CORE.sections)
    assert degree == scoring.DegreeChange(
        "random", "intentional", changed=True, deciding=sections, announced=True
    )


def test_new_degree_is_not_announced_when_the_rounds_have_published_another_move():
    trend = between(2.0, 4.0, headlines=("random", "random"))
    assert (trend.degree.changed, trend.degree.announced) == (True, False)
    assert between(2.0, 4.0, headlines=("random", "intentional")).degree.announced


def test_rounds_without_change_have_intervals_that_contain_none():
    trend = between(3.0, 3.0)
    assert {change.verdict for change in trend.sections.values()} == {"none"}
    assert trend.index.low is not None
    assert trend.index.high is not None
    assert trend.index.low < 0 < trend.index.high
    assert trend.degree.changed is False


def test_figures_of_a_round_compared_as_a_whole_are_those_of_its_result():
    """All questions are common and have enough answers, so nothing is left to recompute."""
    first, second = simulated.replies(40, middle=2.6), simulated.replies(30, seed=5)
    trend = scoring.trend(CORE, first, second)
    results = [scoring.assess(CORE, replies) for replies in (first, second)]
    for id_, change in trend.pillars.items():
        before, after = (result.pillars[id_] for result in results)
        assert (change.before, change.after) == pytest.approx((before.score, after.score))
        assert (change.n_before, change.n_after) == (before.n, after.n)
        assert before.se is not None
        assert after.se is not None
        assert change.se == pytest.approx(np.hypot(before.se, after.se))
    for id_, change in trend.questions.items():
        means = [result.questions[id_].mean for result in results]
        assert [change.before, change.after] == pytest.approx(means)


def test_question_that_is_not_common_is_left_out_on_both_sides():
    trend = between(2.0, 4.0, common=REST)
    assert trend.common == tuple(REST)
    assert trend.left_out == {FIRST: "changed"}
    assert FIRST not in trend.questions


def test_questions_are_mapped_one_by_one_between_framework_versions():
    renamed = with_first_question_named("other")
    first, second = simulated.replies(20), simulated.replies(20, seed=2)
    same = {"other": FIRST, **{id_: id_ for id_ in REST}}
    trend = scoring.trend(CORE, first, second, before_scheme=renamed, common=same)
    assert dataclasses.replace(trend, left_out={}) == scoring.trend(CORE, first, second)
    apart = scoring.trend(CORE, first, second, before_scheme=renamed)
    assert apart.left_out == {"other": "gone", FIRST: "new"}


def with_first_question_named(name: str) -> scheme.Scheme:
    pillar, *others = CORE.pillars
    question, *rest = pillar.questions
    changed = dataclasses.replace(pillar, questions=(dataclasses.replace(question, id=name), *rest))
    return dataclasses.replace(CORE, pillars=(changed, *others))


@pytest.mark.parametrize("common", [["unknown"], {"unknown": FIRST}, {FIRST: REST[0], REST[0]: REST[0]}])
def test_question_that_cannot_be_common_is_refused(common: Any):
    with pytest.raises(scoring.NotComparable):
        between(2.0, 4.0, common=common)


def test_question_with_too_few_answers_in_one_round_carries_nothing():
    first, second = simulated.replies(20), simulated.replies(20, seed=2)
    codes = np.where(
        np.arange(42) == 0, np.minimum(second.codes, 6) * 0 + 6 * (second.codes > 0), second.codes
    )
    trend = scoring.trend(CORE, first, simulated.of(CORE, second.groups, codes))
    assert trend.left_out == {FIRST: "too few answers"}
    assert trend.questions[FIRST].withheld == "too few people"


def test_round_with_fewer_than_k_people_has_no_change():
    first, second = simulated.replies(30), simulated.replies(4)
    for trend in (scoring.trend(CORE, first, second), scoring.trend(CORE, second, second)):
        assert reasons({**trend.questions, **trend.pillars, **trend.sections, "": trend.index}) == {
            "too few people"
        }
        assert trend.degree.changed is False


def test_open_rounds_of_two_people_have_figures_and_no_verdict():
    trend = between(2.0, 4.0, people=2, mode="open")
    assert trend.index.change is not None
    assert (trend.index.se, trend.index.verdict, trend.index.withheld) == (None, None, None)


def test_other_groups_than_before_are_named_and_the_balanced_change_stands_beside():
    first, second = simulated.replies(60), simulated.replies(60, seed=2)
    keep = np.flatnonzero((second.groups != 2) | (np.arange(60) < 18))
    trend = scoring.trend(CORE, first, simulated.of(CORE, second.groups[keep], second.codes[keep]))
    assert trend.mix is not None
    assert trend.mix.shift == pytest.approx(1 / 3 - 6 / 46)
    assert (trend.mix.warned, trend.mix.down) == (True, (CORE.groups[2],))
    assert set(trend.mix.up) == set(CORE.groups[:2])
    assert trend.mix.balanced_index == pytest.approx(0, abs=10)
    assert set(trend.mix.balanced_sections) == {section.id for section in CORE.sections}


def test_shift_at_the_limit_is_no_warning():
    assert not mixes.is_noteworthy(0.15)
    assert mixes.is_noteworthy(0.150001)


def test_linked_change_is_that_of_the_people_in_both_rounds():
    """The first ten move up by a step; those who answered once only stand elsewhere."""
    first, second = simulated.replies(30, middle=2.0, unknown=0), simulated.replies(24, seed=2, middle=4.0)
    codes = second.codes.copy()
    codes[:12] = np.where(first.codes[:12] > 0, np.minimum(first.codes[:12] + 1, 5), 0)
    links = [(row, row) for row in range(12)]
    trend = scoring.trend(CORE, first, simulated.of(CORE, second.groups, codes), links=links)
    own = np.where(first.codes[:12] > 0, 25.0 * (first.codes[:12] - 1), np.nan)
    pillar = CORE.pillars[0]
    before = np.nanmean(own[:, : len(pillar.questions)], axis=1).mean()
    assert trend.n_linked == 12
    assert trend.mix is None
    assert trend.pillars[pillar.id].before == pytest.approx(before)
    assert trend.pillars[pillar.id].change == pytest.approx(25, abs=1)
    assert {change.n_before for change in trend.sections.values()} == {12}
    assert trend.index.verdict == "improved"


def test_linked_people_of_whom_a_few_are_missing_are_not_shown():
    first, second = simulated.replies(14, unknown=0), simulated.replies(14, seed=2, unknown=0)
    links = [(row, row) for row in range(12)]
    trend = scoring.trend(CORE, first, second, links=links)
    assert reasons(dict(trend.pillars)) == {"gives away a few"}
    assert trend.index.withheld == "gives away a few"
    assert scoring.trend(CORE, first, second, links=links, mode="open").index.withheld is None


def test_fewer_than_k_linked_people_are_not_shown():
    first, second = simulated.replies(20), simulated.replies(20, seed=2)
    trend = scoring.trend(CORE, first, second, links=[(row, row) for row in range(4)])
    assert reasons({**trend.pillars, **trend.questions, "": trend.index}) == {"too few people"}


@pytest.mark.parametrize("links", [[(0, 0), (1, 0)], [(0, 99)], [(-1, 0)]])
def test_links_that_are_not_one_person_each_are_refused(links: list[tuple[int, int]]):
    first, second = simulated.replies(20), simulated.replies(20, seed=2)
    with pytest.raises(scoring.ImpossibleLinks):
        scoring.trend(CORE, first, second, links=links)


def test_pulse_is_compared_with_the_same_questions_of_a_full_round():
    first, second = simulated.replies(30, middle=2.0), simulated.replies(30, seed=2, middle=4.0)
    trend = scoring.trend(CORE, first, second, scope="pulse", before_scope="full")
    assert CORE.pulse is not None
    assert set(trend.common) == set(CORE.pulse.questions)
    assert (trend.pillars, set(trend.left_out.values())) == ({}, {"not asked"})
    assert {change.verdict for change in trend.sections.values()} == {"improved"}
    pulse = scoring.assess(CORE, second, scope="pulse")
    assert [change.after for change in trend.sections.values()] == [
        pytest.approx(section.score) for section in pulse.sections.values()
    ]


def test_linked_people_of_a_pulse_have_sections_and_an_index():
    first, second = simulated.replies(30, middle=2.0), simulated.replies(30, seed=2, middle=4.0)
    trend = scoring.trend(CORE, first, second, scope="pulse", links=[(row, row) for row in range(30)])
    assert {change.verdict for change in trend.sections.values()} == {"improved"}
    assert trend.index.n_before == 30


def test_framework_unlike_the_core_has_its_own_trend():
    made = other.harbour()
    rounds = [simulated.replies(40, seed=seed, middle=seed + 1.0, made=made) for seed in (1, 2)]
    trend = scoring.trend(made, *rounds)
    assert (trend.framework, trend.version_before, trend.version_after) == ("harbour", "7.2.1", "7.2.1")
    assert trend.index.verdict == "improved"


@pytest.mark.parametrize("links", [None, [(row, row) for row in range(12)]])
def test_trend_is_plain_json_and_comes_back_the_same(links: list[tuple[int, int]] | None):
    trend = between(2.0, 3.5, links=links)
    adapter = pydantic.TypeAdapter(Trend)
    assert adapter.validate_json(adapter.dump_json(trend)) == trend
