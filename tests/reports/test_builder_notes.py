"""Methodology note, board questions and words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring import Result
from tests.reports import rounds


def test_method_note_of_g42(g42: Result):
    note = rounds.write(g42).method.paragraphs

    assert note[0].plain.startswith(
        "How this assessment works. 18 people from Leadership, Customer-facing and Support functions answered up "
        "to 42 questions between 2 March 2026 and 27 March 2026, each alone. 75% of those invited took part."
    )
    assert (
        "Random, Intentional and Differentiated, the degrees of maturity described by Jerry Angrave"
        in note[0].plain
    )
    assert "No group with fewer than five people is shown" in note[3].plain
    assert note[4].plain.endswith("have not yet been validated statistically.")


@pytest.mark.parametrize(("linked", "words"), [(False, "was deleted. "), (True, "was replaced by a code. ")])
def test_method_note_says_what_became_of_the_link(g42: Result, linked: bool, words: str):  # noqa: FBT001 # a column of the table
    report = rounds.write(g42, context=replace(rounds.CONTEXT, linked_trend=linked))

    assert f"the link between people and answers {words}" in report.method.paragraphs[3].plain


def test_method_note_of_an_open_round_of_one_person():
    context = replace(
        rounds.CONTEXT,
        answers_to=rounds.CONTEXT.answers_from,
        invited=None,
        method_address="https://example.org/method",
    )
    people = rounds.people(rounds.core(), ["leadership"], rounds.always(3))
    note = rounds.report(people, context=context, mode="open").method.paragraphs

    assert note[0].plain.startswith(
        "How this assessment works. 1 person (Leadership) answered up to 42 questions on 2 March 2026, alone. Every "
    )
    assert note[2].plain.startswith("How sure it is. With fewer than three people there is no interval")
    assert note[3].plain == (
        "What protects those who answered. This was an open round; participants knew that their answers could "
        "be seen."
    )
    assert note[4].plain.endswith("The full method is open: https://example.org/method.")


def test_another_framework_does_not_name_the_author_of_the_core():
    people = rounds.people(
        rounds.alternate(), [g.id for g in rounds.alternate().asked_groups] * 3, rounds.always(3)
    )
    report = rounds.report(people, rounds.alternate(), mode="open")

    assert "Angrave" not in report.method.paragraphs[0].plain
    assert "about the last six months" in report.method.paragraphs[0].plain


def test_board_questions_of_g42(g42: Result):
    board = rounds.write(g42).board

    assert board is not None
    assert [entry.question.plain for entry in board.questions] == [
        "What would it take to be Differentiated?",
        "Who are these people?",
        "Are we better than others?",
        "What do customers say?",
        "What does it pay?",
        "What should we decide today?",
    ]
    assert rounds.plain(board.questions[1].answers) == [
        "18 people answered: Leadership (6 people); Customer-facing (7 people); Support functions (5 people).",
        "75% of those invited took part.",
    ]
    assert rounds.plain(board.questions[0].answers)[-2:] == [
        (
            'First actions: "Move the clock to the customer\'s span", "Name the decisive moments" and "Name journey '
            'owners".'
        ),
        (
            "With the same number of people, a change of less than about 10 points in a main question could not be "
            "told from chance."
        ),
    ]


def test_board_asks_why_where_most_pillars_are_higher(g42: Result):
    lower = rounds.change(
        g42,
        sections={"know-customers": {"degree": "random", "lowest_pillars": ("wing-to-wing",)}},
        headline=replace(g42.headline, headline="random", held_back_by=("know-customers",)),
    )
    board = rounds.write(lower).board

    assert board is not None
    assert board.questions[0].question.plain == "Why Random, when most pillars are Intentional?"
    said = rounds.plain(board.questions[0].answers)
    assert said[0] == "Because one of the main questions is."
    assert said[1].startswith("The answers taken together average Intentional. What holds the result back")
    assert said[2] == (
        'Under "Do we know our customers?": Customer insight Intentional (56); Emotion and perception Random (36); '
        "Wing-to-wing measurement Random (32)."
    )


def test_board_counts_the_main_questions_that_hold_back(g42: Result):
    held = replace(g42.headline, headline="random", held_back_by=("know-customers", "know-roles"))
    board = rounds.write(rounds.change(g42, headline=held)).board

    assert board is not None
    assert board.questions[0].answers[0].plain == "Because two of the main questions are."


def test_board_does_not_ask_why_where_nothing_holds_back(g42: Result):
    even = replace(g42.headline, headline="random", held_back_by=())
    board = rounds.write(rounds.change(g42, headline=even)).board

    assert board is not None
    assert board.questions[0].question.plain == "What would it take to be Intentional?"


def test_board_says_where_no_change_could_be_told():
    people = rounds.people(rounds.core(), ["leadership"], rounds.always(3))
    board = rounds.report(people, mode="open", context=replace(rounds.CONTEXT, invited=None)).board

    assert board is not None
    assert board.questions[0].answers[-1].plain == "With so few people no change could be told from chance."
    assert board.questions[1].answers[-1].plain == "How many were invited is not known."


def test_words_used_define_what_this_report_says(g42: Result):
    words = rounds.write(g42).words

    assert words is not None
    assert rounds.plain(words.terms) == [
        "Degree: Random, Intentional and Differentiated.",
        "Score: 0 to 100, where 0, 50 and 100 are the three descriptions.",
        "Interval: where the score could lie if other colleagues, in the same mix of groups, had been asked.",
        "Agreement: how close together the answers are.",
        "Gap: a difference between two groups on the same questions.",
        "Holds back: is the lowest of the main questions.",
    ]
    assert words.terms[0].spans[0].text == "Degree"


def test_board_question_says_or_higher_where_most_pillars_only_reach_a_degree(g42: Result):
    degrees = ["random"] * 4 + ["intentional"] * 3 + ["differentiated"] * 3
    pillars = {id_: {"degree": degree} for id_, degree in zip(g42.pillars, degrees, strict=True)}
    head = replace(g42.headline, headline="random", held_back_by=("know-customers",))
    board = rounds.write(rounds.change(g42, pillars=pillars, headline=head)).board

    assert board is not None
    assert board.questions[0].question.plain == "Why Random, when most pillars are Intentional or higher?"
