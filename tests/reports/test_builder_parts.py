"""Views, questions, pulse, methodology note, board questions and words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reports.document import Question, Report
from scoring import Result
from tests.reports import rounds

HIDDEN = "Not shown: too few answers, or answers too much alike, to do so without exposing people."


@pytest.fixture(scope="module")
def g42() -> Result:
    return rounds.assess(rounds.g42())


def question(report: Report, id_: str) -> Question:
    assert report.questions is not None
    return next(entry for part in report.questions.lists for entry in part.questions if entry.id == id_)


def asked(result: Result, **changes: Any) -> Question:
    return question(rounds.write(rounds.change(result, questions={"wing-span": changes})), "wing-span")


# --- views and balances


def test_v1_gives_degree_and_score_and_says_who_was_asked(g42: Result):
    views = rounds.write(g42).views[0]

    assert views.views[1].sentence.plain == (
        "Set up for Resolution: Intentional (40). As employees see it; customers were not asked."
    )
    assert views.views[1].figure is not None
    assert views.views[1].figure.words == "40 of 100, between 33 and 47; 18 people"
    assert views.table.rows[1].cells == ("40", "33 to 47", "18", "Intentional")


def test_v4_for_a_view_without_enough_answers(g42: Result):
    lens = rounds.change(g42.lenses["six-pillars"], views={"empathy": {"score": None, "degree": None}})
    views = rounds.write(replace(g42, lenses={"six-pillars": lens})).views[0]

    assert views.views[5].sentence.plain == "Empathy: not enough answers to say."
    assert views.table.rows[5].cells == ("Not known", "Not known", "Not known", "Not known")


@pytest.mark.parametrize(
    ("balance", "id_", "words"),
    [
        ({"difference": 12.5, "named": True}, "V2", "Technology is ahead of people. "),
        ({"difference": -12.5, "named": True}, "V2", "People are ahead of technology. "),
        ({"difference": 12.4, "named": False}, "V3", "Technology and people are of similar maturity."),
        ({"difference": None, "named": False}, "V4", "Technology and people: not enough answers to say."),
    ],
)
def test_balance_by_its_difference(g42: Result, balance: dict[str, Any], id_: str, words: str):
    lens = rounds.change(g42.lenses["six-pillars"], balances={"technology-people": balance})
    sentence = rounds.write(replace(g42, lenses={"six-pillars": lens})).views[0].balances[0].sentence

    assert sentence.id == id_
    assert sentence.plain.startswith(words)


# --- questions


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

    assert question(report, "wing-span").hidden == "Nobody who was asked could judge it."


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


# --- pulse


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
    assert sum(len(part.questions) for part in pulse.questions.lists) == len(rounds.core().pulse.questions)  # type: ignore[union-attr] # the core has a pulse


def test_pulse_has_a_dot_for_each_question(pulse: Report):
    assert pulse.pulse is not None
    assert [(dot.label, dot.section) for dot in pulse.pulse.dots[:4]] == [
        ("Customer insight", "Knowing customers"),
        ("Emotion and perception", "Knowing customers"),
        ("Wing-to-wing measurement 1", "Knowing customers"),
        ("Wing-to-wing measurement 2", "Knowing customers"),
    ]
    assert {dot.n for dot in pulse.pulse.dots} == {6}
    assert pulse.pulse.table.rows[0].cells[2] == "6"


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
    assert step.score is None
    assert step.sentence.plain == f"{step.action.title}. {step.action.do}"
    assert alike.pulse is not None
    assert (alike.pulse.message.plain, alike.pulse.dots[0].words) == ("Not enough answers to say.", HIDDEN)


def test_dots_that_are_all_alike_are_said_to_be():
    alike = rounds.report(
        rounds.people(rounds.core(), ["leadership"] * 3, rounds.always(2)), scope="pulse", mode="open"
    )

    assert alike.pulse is not None
    assert alike.pulse.message.plain == "All questions that could be judged came out alike."


# --- methodology note


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
def test_method_note_says_what_became_of_the_link(g42: Result, linked: bool, words: str):  # noqa: FBT001
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


# --- board questions and words


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
            "With the same number of people, a change of fewer than about 10 points in a main question could not be "
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
