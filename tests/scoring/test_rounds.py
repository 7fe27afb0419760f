"""Rounds of the core framework at their edges: nobody, few people, a pulse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import scoring
from scoring.replies import Reply
from scoring.result import EntryPoint, PriorityList, Roadmap
from tests.scoring import core

PULSE = core.core().pulse
assert PULSE is not None


def people(n: int, answers: dict[str, int], group: str = "leadership") -> list[scoring.Respondent]:
    return [scoring.Respondent(f"{group}-{at}", group, answers) for at in range(n)]


def spread(n: int, group: str = "leadership") -> list[scoring.Respondent]:
    """Return people whose answers run through positions 2 to 4 and are equal on no question."""
    names = [question.id for question in core.core().questions if group in question.judged_by]
    return [
        scoring.Respondent(
            f"{group}-{at}", group, {name: 2 + (at + row) % 3 for row, name in enumerate(names)}
        )
        for at in range(n)
    ]


def assessed(respondents: list[scoring.Respondent], **options: Any) -> scoring.Result:
    replies = scoring.Replies.from_respondents(core.core(), respondents)
    return scoring.assess(core.core(), replies, **options)


def test_nobody_gives_a_result_that_knows_nothing():
    result = assessed([])
    assert {pillar.score for pillar in result.pillars.values()} == {None}
    assert (result.n, result.headline.headline, result.headline.at_most) == (0, None, None)
    assert (result.priority, result.roadmap) == (PriorityList(None, {}, ()), Roadmap((), (), (), {}, (), ()))
    assert (result.entry_point.entry, result.entry_point.entry_step) == (None, None)
    assert result.suppression.total_shown is False


def test_a_confidential_round_below_k_shows_nothing_at_all():
    result = assessed(spread(4))
    assert result.suppression.total_shown is False
    assert {pillar.score for pillar in result.pillars.values()} == {None}
    assert {pillar.breakdown.questions for pillar in result.pillars.values()} == {()}
    assert {figure.hidden for p in result.pillars.values() for figure in p.breakdown.groups.values()} == {
        True
    }
    assert {question.shown for question in result.questions.values()} == {False}
    assert {question.visibility.shown for question in result.questions.values()} == {False}
    assert (result.index.score, result.headline.at_most, result.gaps) == (None, None, {})


def test_an_open_round_of_one_is_a_single_view_without_interval():
    result = assessed(spread(1), mode="open")
    assert {pillar.certainty for pillar in result.pillars.values()} == {"single view"}
    assert {(section.se, section.certainty) for section in result.sections.values()} == {
        (None, "single view")
    }
    assert (result.headline.headline, result.headline.certainty) == ("intentional", "single view")
    assert {question.shown for question in result.questions.values()} == {True}


def test_an_open_round_shows_every_group():
    result = assessed([*spread(1), *spread(2, "support")], mode="open")
    assert result.suppression.shown == ("leadership", "support")
    assert {len(pillar.breakdown.by_question) for pillar in result.pillars.values()} == {2}


def test_few_people_are_never_more_than_likely():
    result = assessed(people(4, dict.fromkeys((q.id for q in core.core().questions), 3)), mode="open")
    assert {pillar.certainty for pillar in result.pillars.values()} == {"likely"}


def test_a_small_confidential_question_shows_no_distribution():
    six = assessed(spread(6)).questions["lead-visible"]
    ten = assessed(spread(10)).questions["lead-visible"]
    assert (six.shown, six.distribution_shown) == (True, False)
    assert (ten.shown, ten.distribution_shown) == (True, True)
    assert (six.median, six.middle_half) == (3.0, (2.25, 3.75))


def test_a_pulse_has_sections_and_next_steps_and_nothing_of_pillars():
    result = assessed(spread(6), scope="pulse")
    assert tuple(result.questions) == tuple(q.id for q in core.core().questions if q.id in PULSE.questions)
    assert (result.pillars, result.steps, result.gaps, result.lenses) == ({}, {}, {}, {})
    assert (result.entry_point, result.roadmap.now, result.priority.order) == (
        EntryPoint(None, None, {}),
        (),
        (),
    )
    assert {section.certainty for section in result.sections.values()} <= {"likely", "borderline"}
    assert len(result.pulse_next) == 3


def test_a_pulse_section_is_the_mean_of_its_question_means():
    answers = {"insight-shared-picture": 2, "emotion-known": 3, "wing-span": 5, "promise-say-do": 4}
    result = assessed(people(5, answers), scope="pulse")
    assert result.sections["know-customers"].score == pytest.approx((25 + 50 + 100) / 3)
    assert result.sections["know-experience"].score is None
    assert (result.index.score, result.headline.headline, result.headline.at_most) == (
        None,
        None,
        "intentional",
    )


def test_a_pulse_leaves_every_other_question_out():
    full, pulse = assessed(spread(6)), assessed(spread(6), scope="pulse")
    scores = {id_: section.score for id_, section in pulse.sections.items()}
    assert scores == pytest.approx(dict(full.pulse_sections))
    assert {section.n for section in pulse.sections.values()} == {6}


def test_a_unanimous_pulse_question_hides_the_questions_of_its_section():
    """The section score less the other questions would be the unanimous mean."""
    respondents = [
        scoring.Respondent(person.id, person.group, {**person.answers, "wing-span": 3})
        for person in spread(6)
    ]
    questions = assessed(respondents, scope="pulse").questions
    hidden = {id_ for id_, question in questions.items() if not question.shown}
    assert hidden == {"insight-shared-picture", "emotion-known", "wing-span", "wing-close-loop"}


def test_a_pulse_is_secure_of_nothing():
    answers = dict.fromkeys(PULSE.questions, 3)
    pulse, full = (assessed(people(30, answers), scope=scope) for scope in ("pulse", "full"))
    assert {section.certainty for section in pulse.sections.values()} == {"likely"}
    assert pulse.headline.certainty == "likely"
    assert full.pulse_sections == dict.fromkeys(full.sections, 50.0)


def test_arrays_with_faults_are_refused_by_name():
    made = core.core()
    codes = np.zeros((2, len(made.questions)), dtype=np.int8)
    column = [question.id for question in made.questions].index("promise-boardroom")
    codes[0, column], codes[1, 0] = Reply.P2, 9
    with pytest.raises(scoring.InputFaults) as refused:
        scoring.Replies.from_arrays(made, ("a", "a"), np.array([1, 0]), codes)
    assert refused.value.faults == (
        scoring.Fault("a", None, "respondent twice"),
        scoring.Fault("a", made.questions[0].id, "not an answer"),
        scoring.Fault("a", "promise-boardroom", "not asked of this group"),
    )


def test_arrays_of_the_wrong_shape_are_refused():
    with pytest.raises(scoring.MisshapenReplies):
        scoring.Replies.from_arrays(core.core(), ("a",), np.array([0]), np.zeros((1, 3), dtype=np.int8))


@pytest.mark.parametrize("answer", [0, 6, True, 3.0, "3", "DK", ""])
def test_anything_else_is_not_an_answer(answer: Any):
    with pytest.raises(scoring.InputFaults) as refused:
        assessed([scoring.Respondent("a", "support", {"lead-visible": answer})])
    assert refused.value.faults == (scoring.Fault("a", "lead-visible", "not an answer"),)


def test_a_pattern_that_is_no_condition_is_refused():
    with pytest.raises(scoring.UnreadablePattern):
        scoring.Pattern.parse("odd", "say >= 75 or felt < 50")


def test_the_agenda_begins_with_split_questions_and_leaves_out_hidden_ones():
    camps = [1, 1, 1, 5, 5, 5]
    respondents = [
        scoring.Respondent(p.id, p.group, {**p.answers, "tech-context": camp, "wing-span": 3})
        for p, camp in zip(spread(6), camps, strict=True)
    ]
    result = assessed(respondents)
    agenda = scoring.agenda(result)
    assert agenda[0] == "tech-context"
    assert {id_ for id_, question in result.questions.items() if question.shown} == set(agenda)
    assert "wing-close-loop" not in agenda
