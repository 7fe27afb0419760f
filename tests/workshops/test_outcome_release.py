"""Nothing that a confidential round hides can be had from the outcome of its workshop."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.documents import Question
from scoring import Answer, Respondent, Result
from scoring.result import QuestionResult
from tests.reports import rounds
from workshops import figures
from workshops.figures import FAR, OUTSIDE

Decided = dict[str, tuple[int, int]]


@st.composite
def answered(draw: st.DrawFn) -> tuple[Respondent, ...]:
    """Draw a round in which many questions are hidden: people who see things alike, and few of them."""
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 # answers, not secrets
    count, spread = draw(st.integers(4, 14)), draw(st.sampled_from([0, 1, 1, 2, 4]))
    unknown = draw(st.sampled_from([0, 0.2, 0.5]))
    groups = [group.id for group in rounds.core().asked_groups]

    def choose(place: int, group: str, question: Question) -> Answer:
        if chance.random() < unknown:
            return "dk"
        return min(5, max(1, 1 + len(question.id) % 5 + chance.randint(0, spread)))

    return rounds.people(rounds.core(), [chance.choice(groups) for _ in range(count)], choose)


decided_on = st.dictionaries(
    st.sampled_from([question.id for question in rounds.core().questions]),
    st.tuples(st.integers(1, 5), st.integers(0, 3)),
    max_size=20,
)


def otherwise(result: Result, chance: random.Random) -> Result:
    """Return a result that shows the same: whatever is hidden in it is another."""
    questions = {id_: _otherwise(one, chance) for id_, one in result.questions.items()}
    return replace(result, questions=questions)


def _otherwise(one: QuestionResult, chance: random.Random) -> QuestionResult:
    if not one.shown:
        positions = [chance.randint(1, 5) for _ in range(one.n)]
        return replace(one, distribution=_counted(positions), mean=chance.uniform(0, 100))
    if not one.distribution_shown:  # another spread with the same mean
        positions = [place for place, count in enumerate(one.distribution, 1) for _ in range(count)]
        up = next((at for at, p in enumerate(positions) if p < 5), None)
        down = next((at for at, p in reversed(list(enumerate(positions))) if p > 1 and at != up), None)
        if up is not None and down is not None:
            positions[up] += 1
            positions[down] -= 1
        return replace(one, distribution=_counted(positions))
    return one


def _counted(positions: Sequence[int]) -> tuple[int, int, int, int, int]:
    one, two, three, four, five = (list(positions).count(place) for place in range(1, 6))
    return one, two, three, four, five


@settings(max_examples=60, deadline=None)
@given(answered(), decided_on, st.sampled_from(["full", "pulse"]), st.integers(0, 2**32))
def test_outcome_is_the_same_whatever_the_hidden_answers_are(
    people: tuple[Respondent, ...], decided: Decided, scope: str, seed: int
):
    result = rounds.assess(people, mode="confidential", scope=scope)
    other = otherwise(result, random.Random(seed))  # noqa: S311 # answers, not secrets

    assert figures.profiles(other, decided) == figures.profiles(result, decided)
    for id_, (position, evidence) in decided.items():
        assert figures.question(other, id_, position, evidence) == figures.question(
            result, id_, position, evidence
        )


def alike_on(hidden: str, count: int = 12) -> Result:
    """Return a confidential round that is unanimous on one question."""

    def choose(place: int, group: str, question: Question) -> Answer:
        return 4 if question.id == hidden else 1 + place % 5

    groups = [group.id for group in rounds.core().asked_groups]
    crowd = [groups[place % len(groups)] for place in range(count)]
    return rounds.assess(rounds.people(rounds.core(), crowd, choose), mode="confidential")


def test_profile_is_left_out_where_it_would_give_the_mean_of_an_agreed_question():
    question = rounds.core().pillar("wing-to-wing").questions[0].id
    result = alike_on(question)
    pillar = result.pillars["wing-to-wing"]
    assert (pillar.score is not None, result.questions[question].shown) == (True, False)

    profile = figures.profiles(result, {question: (2, 3)})["wing-to-wing"]

    assert (profile.individual, profile.agreed_profile, profile.mean_shift) == (None, None, None)
    assert (profile.upward, profile.downward, profile.flag) == (0, 0, False)
    assert (profile.agreed_count, profile.questions, dict(profile.topics)) == (1, 0, {})


def test_profile_stands_in_a_pillar_whose_questions_may_be_shown():
    result = alike_on(rounds.core().pillar("wing-to-wing").questions[0].id)
    question = rounds.core().pillar("leadership").questions[0].id

    profile = figures.profiles(result, {question: (2, 3)})["leadership"]

    assert profile.agreed_profile is not None
    assert profile.individual == round(result.pillars["leadership"].score or 0)


@pytest.mark.parametrize(("count", "flags"), [(9, (FAR,)), (12, (OUTSIDE, FAR))])
def test_range_of_the_answers_is_not_told_by_a_flag_before_their_distribution(
    count: int, flags: tuple[str, ...]
):
    groups = [group.id for group in rounds.core().asked_groups]
    everybody = [group for group in groups for _ in range(count)]
    result = rounds.assess(
        rounds.people(rounds.core(), everybody, lambda place, _group, _question: 1 + place % 2),
        mode="confidential",
    )
    asked_of_one = next(id_ for id_, one in result.questions.items() if one.n == count and one.shown)

    assert figures.question(result, asked_of_one, 5, 2).flags == flags


def test_round_that_is_hidden_whole_has_no_profile_at_all():
    result = rounds.assess(
        rounds.people(rounds.core(), ["leadership"] * 4, rounds.always(3)), mode="confidential"
    )
    question = next(iter(result.questions))

    assert figures.profiles(result, {question: (3, 2)}) == {}
    assert figures.question(result, question, 3, 2).individual is None


def test_open_round_shows_every_profile():
    result = rounds.assess(rounds.people(rounds.core(), ["leadership"] * 2, rounds.always(3)), mode="open")
    question = next(id_ for id_, one in result.questions.items() if one.n)

    profile = figures.profiles(result, {question: (5, 0)})[result.questions[question].pillar]

    assert profile.agreed_profile is not None
    assert profile.topics[question].flags == (OUTSIDE, FAR, "high answer without a record")
