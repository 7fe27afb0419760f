"""What a report shows of single questions, and of a pulse."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reports.document import Question, Report
from scoring import Answer, Result
from tests.reports import rounds

HIDDEN = "Not shown: too few answers, or answers too much alike, to do so without exposing people."


def question(report: Report, id_: str) -> Question:
    assert report.questions is not None
    return next(entry for part in report.questions.lists for entry in part.questions if entry.id == id_)


def asked(result: Result, **changes: Any) -> Question:
    return question(rounds.write(rounds.change(result, questions={"wing-span": changes})), "wing-span")


def test_question_shows_its_mean_and_distribution(g42: Result):
    shown = asked(g42, distribution=(2, 7, 6, 3, 0), mean=38.89, n=18)

    assert (shown.score, shown.n, shown.figure_words) == (39, 18, "39 of 100; 18 people")
    assert shown.distribution == (2, 7, 6, 3, 0)
    assert shown.picture_words == "Answers from the first description to the last: 2, 7, 6, 3 and 0."
    assert (shown.median, shown.middle_half, shown.hidden) == (None, None, "")
    assert [degree.name for degree, _ in shown.descriptions] == ["Random", "Intentional", "Differentiated"]


@pytest.mark.parametrize(
    ("median", "middle", "words"),
    [
        (
            3.0,
            (2.0, 4.0),
            "The middle answer is at place 3 of five; half of the answers lie between 2 and 4.",
        ),
        (
            3.0,
            (3.0, 3.0),
            "The middle answer is at place 3 of five, and so is the middle half of the answers.",
        ),
        (
            2.5,
            (1.75, 3.25),
            "The middle answer lies between places 2 and 3 of five; half of the answers lie between 1 and 4.",
        ),
    ],
)
def test_question_shows_median_and_middle_half_where_counts_may_not_be(
    g42: Result, median: float, middle: tuple[float, float], words: str
):
    shown = asked(g42, distribution_shown=False, median=median, middle_half=middle)

    assert (shown.distribution, shown.median, shown.middle_half) == (None, median, middle)
    assert shown.picture_words == words


def test_hidden_question_shows_nothing_and_says_why(g42: Result):
    hidden = asked(g42, shown=False)

    assert (hidden.score, hidden.n, hidden.distribution, hidden.median, hidden.dont_know) == (None,) * 5
    assert (hidden.hidden, hidden.figure_words, hidden.picture_words) == (HIDDEN, HIDDEN, HIDDEN)
    assert hidden.dont_know_words == ""


def test_question_that_nobody_could_judge_says_so_in_an_open_round():
    report = rounds.report(rounds.people(rounds.core(), ["leadership"], rounds.always("dk")), mode="open")

    assert question(report, "wing-span").hidden == "Nobody gave an answer that counts."


def test_question_says_how_many_could_not_judge(g42: Result):
    seen = replace(g42.questions["wing-span"].visibility, dk_rate=0.125)
    shown = asked(g42, visibility=seen)

    assert (shown.dont_know, shown.dont_know_words) == (13, "13% of those asked could not judge it.")


def test_questions_are_numbered_and_listed_by_pillar(g42: Result):
    report = rounds.write(g42)

    assert report.questions is not None
    numbers = [entry.number for part in report.questions.lists for entry in part.questions]
    assert numbers == list(range(1, len(rounds.core().questions) + 1))
    assert [part.pillar for part in report.questions.lists] == [
        p.name for p in rounds.core().framework.pillars
    ]
    assert report.questions.positions[1] == "Past Random, not yet Intentional"


def test_comments_stand_with_their_question(g42: Result):
    context = replace(rounds.CONTEXT, comments={"wing-span": ("As it is.",)})

    assert question(rounds.write(g42, context=context), "wing-span").comments == ("As it is.",)


@pytest.fixture(scope="module")
def pulse() -> Report:
    people = rounds.people(rounds.core(), ["leadership"] * 6, lambda place, _, q: 1 + (place + len(q.id)) % 3)
    return rounds.report(people, scope="pulse")


def test_pulse_has_page_one_questions_and_note_alone(pulse: Report):
    assert (pulse.kind, pulse.identity.scope_words) == ("pulse", "Pulse")
    assert (pulse.pillars, pulse.differences, pulse.plan, pulse.board, pulse.words, pulse.views) == (
        None,
        None,
        None,
        None,
        None,
        (),
    )
    assert pulse.answer is not None
    assert (pulse.answer.decision, pulse.answer.do, pulse.answer.talk) == (None, (), ())
    assert pulse.questions is not None
    assert sum(len(part.questions) for part in pulse.questions.lists) == len(rounds.short_form())


def test_pulse_has_a_dot_for_each_question(pulse: Report):
    assert pulse.pulse is not None
    assert [(dot.pillar, dot.section) for dot in pulse.pulse.dots[:4]] == [
        ("Customer insight", "Knowing customers"),
        ("Emotion and perception", "Knowing customers"),
        ("Wing-to-wing measurement", "Knowing customers"),
        ("Wing-to-wing measurement", "Knowing customers"),
    ]
    assert {dot.n for dot in pulse.pulse.dots} == {6}
    assert pulse.pulse.table.rows[0].cells[2] == "6"


def test_pulse_names_the_lowest_and_the_highest_question_by_number_and_pillar():
    apart: dict[str, Answer] = {"wing-close-loop": 1, "lead-visible": 5}
    people = rounds.people(
        rounds.core(), ["leadership"] * 6, lambda _place, _group, question: apart.get(question.id, 3)
    )

    report = rounds.report(people, mode="open", scope="pulse")

    assert report.pulse is not None
    assert report.pulse.message.plain == (
        "Question 4 (Wing-to-wing measurement) came out lowest, question 9 (Leading for customers) highest."
    )


def test_r5_names_question_score_and_action(pulse: Report):
    assert pulse.answer is not None
    step = pulse.answer.next_steps[0]

    assert step.sentence.id == "R5"
    assert step.sentence.plain == (
        f'"{step.prompt}" came out at {step.score} of 100. {step.action.title}. {step.action.do}'
    )


def test_r5_keeps_the_score_of_a_hidden_question_to_itself():
    alike = rounds.report(rounds.people(rounds.core(), ["leadership"] * 6, rounds.always(2)), scope="pulse")

    assert alike.answer is not None
    step = alike.answer.next_steps[0]
    assert (step.prompt, step.score) == ("", None)
    assert step.sentence.plain == f"{step.action.title}. {step.action.do}"
    assert alike.pulse is not None
    assert (alike.pulse.message.plain, alike.pulse.dots[0].words) == (HIDDEN, HIDDEN)


def test_dots_that_are_all_alike_are_said_to_be():
    alike = rounds.report(
        rounds.people(rounds.core(), ["leadership"] * 3, rounds.always(2)), scope="pulse", mode="open"
    )

    assert alike.pulse is not None
    assert alike.pulse.message.plain == "No question came out far from the others."
