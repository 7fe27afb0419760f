"""A scheme unlike the core: nothing in scoring may know the core's ids, cuts, sizes or weights."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import scoring
from scoring.result import BlockResult, EntryPoint
from tests.scoring import other

WATER = ("w1a", "w2a", "w2b", "w3a", "w3b", "w3c", "k1?", "l1", "k2?", "l2", "t", "u")


def crew(answers: dict[str, Any], people: int = 5) -> list[scoring.Respondent]:
    """Return people of the crew who all answer alike."""
    return [scoring.Respondent(f"c{at}", "crew", answers) for at in range(people)]


def assessed(respondents: list[scoring.Respondent], **options: Any) -> scoring.Result:
    made = other.harbour()
    replies = scoring.Replies.from_respondents(made, respondents)
    return scoring.assess(made, replies, **options)


def test_weights_of_questions_and_pillars_are_honoured():
    result = assessed(crew(dict.fromkeys((*WATER, "g"), 3) | {"t": 5, "u": 1}))
    assert result.pillars["tower"].score == pytest.approx((3 * 100 + 0) / 4)
    assert result.sections["water"].score == pytest.approx((5 * 50 + 4 * 75) / 9)
    assert result.index.score == pytest.approx(((5 * 50 + 4 * 75) / 9 + 50) / 2)


def test_cuts_and_level_ids_come_from_the_scheme():
    result = assessed(crew(dict.fromkeys(WATER, 2) | {"g": 4}))
    assert {id_: pillar.degree for id_, pillar in result.pillars.items()} == {
        "pier-1": "ebb",
        "pier-2": "ebb",
        "pier-3": "ebb",
        "lock-1": "ebb",
        "lock-2": "ebb",
        "tower": "ebb",
        "gate": "flood",
    }
    assert {pillar.band for pillar in result.pillars.values()} == {None}
    assert (result.headline.headline, result.headline.held_back_by) == ("ebb", ("water",))


def test_a_pillar_at_the_first_level_takes_the_last_away_from_its_section():
    result = assessed(crew(dict.fromkeys((*WATER, "g"), 5) | {"w1a": 1}))
    section = result.sections["water"]
    assert section.score == pytest.approx(100 * 8 / 9)
    assert (section.degree, section.capped, section.capped_by) == ("slack", True, "pier-1")
    assert (section.strongest, section.weakest, section.spread) == ("pier-2", "pier-1", 100.0)
    assert section.lowest_pillars == ("pier-1",)
    assert (result.headline.headline, result.headline.held_back_by) == ("slack", ("water",))


def test_a_question_at_the_first_level_takes_the_last_away_from_its_pillar():
    result = assessed(crew(dict.fromkeys((*WATER, "g"), 5) | {"u": 1}))
    tower = result.pillars["tower"]
    assert (tower.score, tower.degree, tower.capped, tower.capped_by) == (75.0, "slack", True, "u")


def test_entry_point_and_steps_follow_the_scheme_s_diagnosis():
    result = assessed(crew(dict.fromkeys(WATER, 3) | {"g": 2}))
    assert result.steps == {"move": 25.0, "look": 50.0}
    assert result.entry_point == EntryPoint(
        "all", "move", {"all": BlockResult(37.5, in_place=False, undetermined=False)}
    )


def test_actions_change_at_the_anchor_of_the_scheme():
    result = assessed(crew(dict.fromkeys(WATER, 2) | {"g": 3}), target="flood")
    assert result.priority.target == 100.0
    assert result.roadmap.now == ("pier-1-0", "pier-2-0", "pier-3-0")
    assert set(result.roadmap.within_90_days.values()) == {"begun"}
    assert "gate-1" in result.roadmap.later


def test_a_view_takes_part_from_its_share_of_answers_on():
    enough = assessed(crew({"w1a": 3, "t": 5})).lenses["tides"].views["spring"]
    too_few = assessed(crew({"w1a": 3})).lenses["tides"].views["spring"]
    assert (enough.score, enough.degree, enough.n) == (75.0, "flood", 5)
    assert (too_few.score, too_few.degree, too_few.n) == (None, None, 0)


def test_not_applicable_counts_as_unknown_except_where_allowed():
    answers = dict.fromkeys(WATER, 3) | {"k1?": "na", "l1": "na"}
    questions = assessed(crew(answers)).questions
    assert (questions["k1?"].base, questions["k1?"].not_applicable) == (0, 5)
    assert (questions["l1"].base, questions["l1"].dont_know) == (5, 5)


def test_a_pulse_is_refused_where_there_is_none():
    with pytest.raises(scoring.NoPulse):
        assessed(crew({"g": 3}), scope="pulse")


@pytest.mark.parametrize("importance", [{"gate": 0}, {"gate": 6}, {"nowhere": 3}])
def test_an_impossible_importance_is_refused(importance: dict[str, float]):
    with pytest.raises(scoring.ImpossibleImportance):
        assessed(crew({"g": 3}), importance=importance)


def test_importance_moves_a_pillar_up_the_list():
    answers = dict.fromkeys((*WATER, "g"), 2)
    assert assessed(crew(answers)).priority.order[0] == "pier-1"
    assert assessed(crew(answers), importance={"gate": 5}).priority.order[0] == "gate"


def test_an_unknown_target_is_refused():
    with pytest.raises(scoring.UnknownLevel):
        assessed(crew({"g": 3}), target="random")


def test_a_group_size_below_one_is_refused():
    with pytest.raises(scoring.TooFewPeople):
        assessed(crew({"g": 3}), k=0)


def test_a_pillar_needs_half_of_its_live_questions():
    """One of three answered, the others put and left unanswered: live, so too little is known."""
    unanswered = {"w3b": None, "w3c": None}
    assert assessed(crew({"w3a": 4})).pillars["pier-3"].score == 75.0
    assert assessed(crew({"w3a": 4, "w3b": None})).pillars["pier-3"].score == 75.0
    pillar = assessed(crew({"w3a": 4} | unanswered)).pillars["pier-3"]
    assert (pillar.score, pillar.degree, pillar.se, pillar.n) == (None, None, None, 5)


def test_a_question_that_applies_to_nobody_is_not_live():
    assert assessed(crew({"k1?": "na", "l1": 3})).pillars["lock-1"].score == 50.0


def test_the_balanced_score_uses_only_groups_that_may_be_shown():
    """Three pilots are hidden, and the six of the yard with them; crew and office count alike."""
    answers = {"pilots": 1, "yard": 1, "crew": 3, "office": 5}
    sizes = {"pilots": 3, "yard": 6, "crew": 8, "office": 9}
    names = [question.id for question in other.harbour().questions if question.id != "u"]
    result = assessed(
        [
            scoring.Respondent(f"{group}{at}", group, dict.fromkeys(names, answers[group]))
            for group, n in sizes.items()
            for at in range(n)
        ]
    )
    assert result.suppression.shown == ("crew", "office")
    assert {section.balanced for section in result.sections.values()} == {75.0}
    assert (result.index.balanced, result.index.score) == (
        75.0,
        pytest.approx((9 * 0 + 8 * 50 + 9 * 100) / 26),
    )


def test_there_is_no_balanced_score_of_one_group():
    result = assessed(crew({"g": 3}, people=20))
    assert (result.sections["land"].balanced, result.index.balanced) == (None, None)


def test_a_step_needs_two_questions_where_no_diagnosis_says_otherwise():
    made = dataclasses.replace(other.harbour(), diagnosis=None)
    replies = scoring.Replies.from_respondents(made, crew({"g": 3, "t": 3, "u": 5}))
    result = scoring.assess(made, replies)
    assert result.steps == {"move": None, "look": 75.0}
    assert result.entry_point == EntryPoint(None, None, {})
