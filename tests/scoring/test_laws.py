"""Laws that hold for every round (section 16); the number of each is in its name."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import scoring
from scoring import agreement, degrees, roadmap, support, uncertainty
from scoring.replies import Reply
from scoring.result import Estimate, Result
from tests.scoring import core
from tests.scoring.strategies import GROUPS, POSITIONS, Sheet, cells, positions, sheets

EPSILON = 1e-9
LEVELS = core.core().levels
ORDER = {level.id: at for at, level in enumerate(LEVELS)}
Scores = dict[tuple[str, str], float | None]


def scores(result: Result) -> Scores:
    """Return every score of questions, pillars, sections and the index."""
    return {
        **{("question", id_): question.mean for id_, question in result.questions.items() if question.used},
        **{("pillar", id_): pillar.score for id_, pillar in result.pillars.items()},
        **{("section", id_): section.score for id_, section in result.sections.items()},
        ("index", ""): result.index.score,
    }


def reached(result: Result) -> dict[tuple[str, str], str | None]:
    """Return every degree."""
    return {
        **{("pillar", id_): pillar.degree for id_, pillar in result.pillars.items()},
        **{("section", id_): section.degree for id_, section in result.sections.items()},
        ("headline", ""): result.headline.headline,
    }


def close(value: Any) -> Any:
    """Return a value to compare with: numbers to nine decimals, everything else as it is."""
    if isinstance(value, dict):
        return {key: close(inner) for key, inner in value.items()}
    return pytest.approx(value, abs=EPSILON) if isinstance(value, float) else value


@given(sheets(), st.randoms(use_true_random=False))
def test_law_1_order_of_respondents_changes_nothing(sheet: Sheet, random: Random):
    order = random.sample(range(len(sheet.groups)), len(sheet.groups))
    shuffled = dataclasses.replace(sheet, groups=sheet.groups[order], codes=sheet.codes[order])
    assert scoring.summary(shuffled.result()) == close(scoring.summary(sheet.result()))


@given(sheets(), st.randoms(use_true_random=False))
def test_law_1_order_of_questions_changes_nothing(sheet: Sheet, random: Random):
    """Within their pillars; the order in which one of equals is named is the framework's own."""
    pillars = tuple(
        dataclasses.replace(pillar, questions=tuple(random.sample(pillar.questions, len(pillar.questions))))
        for pillar in sheet.made.pillars
    )
    other = dataclasses.replace(sheet.made, pillars=pillars)
    at = {question.id: column for column, question in enumerate(sheet.made.questions)}
    columns = [at[question.id] for question in other.questions]
    shuffled = dataclasses.replace(sheet, made=other, codes=sheet.codes[:, columns])
    assert scoring.summary(shuffled.result()) == close(scoring.summary(sheet.result()))


@given(sheets(), st.permutations(GROUPS))
def test_law_1_order_of_groups_changes_nothing(sheet: Sheet, order: list[str]):
    """Gaps are named in framework order, so law 8 speaks of them."""
    turned = regrouped(sheet, tuple(order))
    before, after = (scoring.summary(one.result()) for one in (sheet, turned))
    assert {**after, "gaps": None} == close({**before, "gaps": None})


def regrouped(sheet: Sheet, order: tuple[str, ...]) -> Sheet:
    """Return the same round of a scheme whose groups stand in another order."""
    made = dataclasses.replace(sheet.made, groups=order)
    names = [sheet.made.groups[at] for at in sheet.groups]
    return dataclasses.replace(
        sheet, made=made, groups=np.array([order.index(n) for n in names], dtype=np.intp)
    )


@given(sheets(), st.data())
def test_law_2_raising_an_answer_lowers_nothing(sheet: Sheet, data: st.DataObject):
    cell = data.draw(cells(sheet, *POSITIONS[:-1]))
    assume(cell is not None)
    codes = sheet.codes.copy()
    codes[cell] += 1
    before, after = sheet.result(), sheet.with_codes(codes).result()
    for key, score in scores(before).items():
        if score is not None:
            assert (scores(after)[key] or 0.0) >= score - EPSILON
    for key, degree in reached(before).items():
        if degree is not None:
            assert ORDER[reached(after)[key] or ""] >= ORDER[degree]


@given(sheets(), st.data())
def test_law_3_an_answer_without_position_changes_no_score(sheet: Sheet, data: st.DataObject):
    """Except through "determined": compared is what both rounds know, a section and the index only
    where the same pillars stand behind them.
    """
    unscored = (Reply.DONT_KNOW, Reply.NOT_APPLICABLE, Reply.SKIPPED)
    cell = data.draw(cells(sheet, Reply.NOT_ASKED, *unscored))
    assume(cell is not None)
    codes = sheet.codes.copy()
    codes[cell] = data.draw(st.sampled_from(unscored))
    before, after = scores(sheet.result()), scores(sheet.with_codes(codes).result())
    compared = ("question", "pillar") if moved(before, after) else ("question", "pillar", "section", "index")
    for key in before.keys() & after.keys():
        if key[0] in compared and before[key] is not None and after[key] is not None:
            assert before[key] == pytest.approx(after[key], abs=EPSILON)


def moved(before: Scores, after: Scores) -> bool:
    """Say whether another set of pillars is determined."""
    pillars = [key for key in before if key[0] == "pillar"]
    return any((before[key] is None) != (after[key] is None) for key in pillars)


@given(sheets())
def test_law_4_scores_and_headline_keep_their_bounds(sheet: Sheet):
    result = sheet.result()
    assert [key for key, score in scores(result).items() if score is not None and not 0 <= score <= 100] == []
    if result.headline.headline is not None:
        others = [section.degree or "" for section in result.sections.values()]
        lowest = min(ORDER[degree] for degree in [*others, result.headline.average_degree or ""])
        assert ORDER[result.headline.headline] <= lowest


@given(sheets(complete=True, mode="open", min_people=3))
def test_law_5_complete_answers_give_the_standard_error_of_respondents_means(sheet: Sheet):
    """Precondition: complete answers, equal weights, nobody else asked, no unanimous question."""
    result = sheet.result()
    at = {question.id: column for column, question in enumerate(sheet.made.questions)}
    for pillar in sheet.made.pillars:
        columns = [at[question.id] for question in pillar.questions]
        answers = 25.0 * (sheet.codes[:, columns] - 1.0)
        if (np.ptp(answers, axis=0) > 0).all():
            floor = 625 / 12 / len(columns) / len(answers)
            expected = np.sqrt(max(answers.mean(axis=1).var(ddof=1) / len(answers), floor))
            assert result.pillars[pillar.id].se == pytest.approx(expected, abs=EPSILON)


@given(sheets(complete=True, mode="open", min_people=3))
def test_law_6_duplicating_everybody_widens_no_interval(sheet: Sheet):
    """Precondition: complete answers of at least three people; open, so that the same questions are used."""
    twice = dataclasses.replace(sheet, groups=np.tile(sheet.groups, 2), codes=np.tile(sheet.codes, (2, 1)))
    before, after = sheet.result(), twice.result()
    for old, new in (*paired(before.pillars, after.pillars), *paired(before.sections, after.sections)):
        assert new.high - new.low <= old.high - old.low + EPSILON


def paired(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    return ((before[id_], after[id_]) for id_ in before if before[id_].low is not None)


def counts(answers: list[int]) -> list[int]:
    return [answers.count(position) for position in range(1, 6)]


@given(positions(min_size=3))
def test_law_7_average_deviation_is_zero_only_for_equal_answers(answers: list[int]):
    found = agreement.average_deviation(counts(answers))
    assert found is not None
    assert (found == 0) == (len(set(answers)) == 1)
    assert found <= 2


@given(st.lists(st.integers(1, 4), min_size=3, max_size=20))
def test_law_7_average_deviation_does_not_move_with_the_answers(answers: list[int]):
    higher = [position + 1 for position in answers]
    assert agreement.average_deviation(counts(higher)) == agreement.average_deviation(counts(answers))


@given(sheets(min_people=12))
def test_law_8_a_gap_turned_round_changes_its_sign(sheet: Sheet):
    forwards = sheet.result().gaps
    backwards = regrouped(sheet, tuple(reversed(sheet.made.groups))).result().gaps
    turned = {"|".join(reversed(pair.split("|"))): by for pair, by in backwards.items()}
    assert signed(turned, -1) == close(signed(forwards, 1))


def signed(gaps: Mapping[str, Mapping[str, Any]], sign: int) -> dict[tuple[str, str], Any]:
    return {
        (pair, id_): None if gap is None else sign * gap.gap
        for pair, by in gaps.items()
        for id_, gap in by.items()
    }


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 12), max_size=6), st.integers(1, 6)
)
def test_law_9_hidden_groups_hide_at_least_k_people_or_all(people: dict[str, int], k: int):
    found = scoring.suppress(people, k=k)
    hidden = {*found.primary, *found.complementary}
    assert {*hidden, *found.shown, *found.empty} == set(people)
    assert found.residual == sum(people[group] for group in hidden)
    assert found.residual == 0 or found.residual >= k or not found.shown


@given(sheets(mode="confidential", min_people=12))
def test_law_9_nothing_hidden_stands_alone_in_a_pillar(sheet: Sheet):
    """Of groups that answered: of several, never exactly one hidden, nor exactly one not broken down."""
    result = sheet.result()
    for pillar in sheet.made.pillars:
        shown = result.pillars[pillar.id].breakdown
        there = [group for group, figure in shown.groups.items() if figure.n > 0]
        hidden = [group for group in there if shown.groups[group].hidden]
        assert len(there) < 2 or len(hidden) != 1
        for question in shown.questions:
            answered = [group for group in there if scored(sheet, group, question)]
            left_out = [group for group in answered if question not in shown.by_question.get(group, {})]
            assert len(answered) < 2 or len(left_out) != 1


def scored(sheet: Sheet, group: str, question: str) -> list[int]:
    """Return a group's positions on a question."""
    column = [one.id for one in sheet.made.questions].index(question)
    rows = sheet.groups == sheet.made.groups.index(group)
    return [int(code) for code in sheet.codes[rows, column] if 1 <= code <= 5]


@given(sheets(mode="confidential", min_people=12))
def test_law_9_a_detail_view_undoes_no_hiding(sheet: Sheet):
    result = sheet.result()
    for pillar in result.pillars.values():
        for group in set(result.groups) - set(result.suppression.shown):
            assert pillar.breakdown.groups[group].hidden
        for group, means in pillar.breakdown.by_question.items():
            assert group in result.suppression.shown
            assert not pillar.breakdown.groups[group].hidden
            assert all(len(scored(sheet, group, question)) >= sheet.k for question in means)


@given(sheets(mode="confidential", min_people=12))
def test_law_9_a_unanimous_group_is_never_broken_down(sheet: Sheet):
    result = sheet.result()
    for pillar in result.pillars.values():
        for group, means in pillar.breakdown.by_question.items():
            assert [q for q in means if len(set(scored(sheet, group, q))) < 2] == []
        for question in pillar.breakdown.questions:
            assert len({code for group in GROUPS for code in scored(sheet, group, question)}) > 1


@given(sheets(), st.data())
def test_law_11_renaming_a_pillar_changes_no_figure(sheet: Sheet, data: st.DataObject):
    at = data.draw(st.integers(0, len(sheet.made.pillars) - 1))
    old = sheet.made.pillars[at]
    new = dataclasses.replace(old, id="renamed")
    pillars = (*sheet.made.pillars[:at], new, *sheet.made.pillars[at + 1 :])
    renamed = dataclasses.replace(sheet, made=dataclasses.replace(sheet.made, pillars=pillars))
    after = renamed_back(scoring.summary(renamed.result()), "renamed", old.id)
    assert after == scoring.summary(sheet.result())


def renamed_back(value: Any, new: str, old: str) -> Any:
    if isinstance(value, dict):
        return {(old if key == new else key): renamed_back(inner, new, old) for key, inner in value.items()}
    if isinstance(value, list):
        return [renamed_back(inner, new, old) for inner in value]
    return old if value == new else value


estimates = st.builds(
    Estimate,
    score=st.floats(0, 100),
    se=st.floats(0.05, 40),
    low=st.none(),
    high=st.none(),
    n=st.integers(3, 200),
)


@given(sheets(min_people=5))
def test_law_12_secure_without_a_cap_means_no_other_degree_in_the_interval(sheet: Sheet):
    """Up to the six decimals at which a threshold is compared."""
    result = sheet.result()
    parts: list[Any] = [*result.pillars.values(), *result.sections.values()]
    for one in parts:
        if one.certainty == "secure" and not one.capped and one.degree and one.low is not None:
            low, high = one.low + 1e-5, (one.high or 0) - 1e-5
            assert {degrees.degree_of(LEVELS, low), degrees.degree_of(LEVELS, high)} == {one.degree}


@given(estimates)
def test_law_12_secure_leaves_the_interval_inside_its_degree(estimate: Estimate):
    """On free estimates, where secure is common: the same law straight from the t distribution."""
    degree = degrees.degree_of(LEVELS, estimate.score or 0)
    if support.of_degree(LEVELS, estimate, degree, capped=False).certainty == "secure":
        reach = uncertainty.half_width(estimate.n - 1, estimate.se or 0)
        inside = dataclasses.replace(
            estimate,
            low=max(0.0, (estimate.score or 0) - reach + 1e-4),
            high=min(100.0, (estimate.score or 0) + reach - 1e-4),
        )
        assert support.degrees_within(LEVELS, inside, degree) == ()


@given(estimates)
def test_law_13_supports_add_up_to_one(estimate: Estimate):
    found = support.by_degree(LEVELS, estimate)
    assert [degree for degree, value in found.items() if not 0 <= value <= 1] == []
    assert sum(found.values()) == pytest.approx(1, abs=EPSILON)


@given(sheets())
def test_law_13_support_of_what_is_reported_is_a_probability(sheet: Sheet):
    result = sheet.result()
    reported: list[Any] = [*result.pillars.values(), *result.sections.values(), result.headline]
    assert [one for one in reported if one.support is not None and not 0 <= one.support <= 1] == []


@given(st.permutations([pillar.id for pillar in core.core().pillars]), st.data())
def test_law_14_now_serves_every_chosen_pillar_and_is_at_most_three(order: list[str], data: st.DataObject):
    """Precondition: every pillar has an action in each transition, as a framework must have."""
    made = core.core()
    values = {id_: data.draw(st.floats(0, 100)) for id_ in order}
    target = data.draw(st.sampled_from([level.anchor_score for level in made.levels[1:]]))
    plan = roadmap.plan(made, order, values, {}, target)
    owner = {action.id: pillar.id for pillar in made.pillars for action in pillar.actions}
    assert {owner[action] for action in plan.now} == set(plan.chosen)
    assert len(plan.now) <= 3
    assert len(set(itertools.chain(plan.now, plan.next, plan.later))) == len(
        [*plan.now, *plan.next, *plan.later]
    )
