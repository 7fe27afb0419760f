"""When each sentence about the main questions and what is not known is said (Q, U, N)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoring import Result
from tests.reports import rounds


def page(result: Result, *ids: str, **facts: Any) -> list[str]:
    report = rounds.write(result, context=replace(rounds.CONTEXT, **facts))
    return rounds.said(report.answer, *ids)


def test_q5_gives_the_score_without_an_interval():
    report = rounds.report(rounds.people(rounds.core(), ["leadership"], rounds.always(3)), mode="open")

    assert rounds.said(report.answer, "Q5")[0] == (
        '"Do we know our customers?" - in this view Intentional (50 of 100).'
    )


@pytest.mark.parametrize(
    ("section", "ids"),
    [
        ({"certainty": "secure", "other_degrees": (), "spread": 12.4}, ["Q1"]),
        ({"certainty": "likely", "other_degrees": (), "spread": 12.4}, ["Q1b"]),
        ({"certainty": "borderline", "other_degrees": ("random",), "spread": 12.4}, ["Q1b", "Q2"]),
        ({"certainty": "secure", "other_degrees": ("random",), "spread": 12.5}, ["Q1", "Q3"]),
        ({"certainty": "secure", "other_degrees": (), "spread": None}, ["Q1"]),
    ],
)
def test_sentences_of_a_main_question_by_condition(g42: Result, section: dict[str, Any], ids: list[str]):
    report = rounds.write(rounds.change(g42, sections={"know-customers": section}))

    assert report.answer is not None
    assert [sentence.id for sentence in report.answer.questions[0].sentences] == ids


def test_u1_stands_always_and_never_more_than_three(g42: Result):
    hidden = replace(g42.suppression, primary=("support",), empty=("leadership",))
    changed = rounds.change(
        g42, suppression=hidden, headline=replace(g42.headline, certainty="borderline", border="random")
    )

    assert page(changed, "U1", "U2", "U3", "U4", "U5", invited=100) == [
        "What customers themselves feel: only employees were asked.",
        "On which side of the border you stand.",
        'How the group "Leadership" sees it: nobody answered.',
    ]


def test_u2_does_not_name_groups_that_are_hidden(g42: Result):
    hidden = replace(g42.suppression, primary=("support",), complementary=("leadership",), shown=())

    assert page(rounds.change(g42, suppression=hidden), "U2") == [
        "How each group sees it: too few answered to show them all."
    ]
    assert page(g42, "U2") == []


@pytest.mark.parametrize(
    ("invited", "said"),
    [
        (37, ["Whether those who did not answer (51% of those invited) see it the same way."]),
        (36, []),
        (None, []),
    ],
)
def test_u3_below_half_of_those_invited(g42: Result, invited: int | None, said: list[str]):
    assert page(g42, "U3", invited=invited) == said


@pytest.mark.parametrize(("rate", "many"), [(0.5, "most"), (0.49, "many")])
def test_u4_for_what_could_not_be_judged(g42: Result, rate: float, many: str):
    seen = replace(g42.questions["wing-span"].visibility, dk_rate=rate, gap=True, shown=True)
    changed = rounds.change(g42, questions={"wing-span": {"visibility": seen}})

    assert page(changed, "U4") == [
        (
            "\"Where does measurement start and stop, compared with where the customer's experience starts and "
            f'stops?" - {many} people could not judge this.'
        )
    ]


def test_n1_where_nothing_may_be_shown():
    report = rounds.report(rounds.people(rounds.core(), ["leadership"] * 4, rounds.always(3)))

    assert report.kind == "withheld"
    assert rounds.plain([report.withheld] if report.withheld else []) == [
        (
            "Too few people have answered. Nothing can be shown without exposing them. Once five or more have "
            "answered, the report will open."
        )
    ]
    assert (report.answer, report.pillars, report.questions, report.board) == (None, None, None, None)
    assert (report.identity.n, report.identity.groups) == (None, ())
    assert [sentence.plain.partition(".")[0] for sentence in report.method.paragraphs] == [
        "How this assessment works",
        "How the result is formed",
        "How sure it is",
        "What protects those who answered",
        "What it is not",
    ]


def test_n1_where_nobody_answered():
    report = rounds.report([], mode="open")

    assert rounds.said(report, "N1") == [
        "Nobody has answered yet. Once answers have been sent, the report will open."
    ]


def test_few_voices_are_named_below_five_people():
    few = rounds.report(rounds.people(rounds.core(), ["leadership"] * 4, rounds.always(3)), mode="open")
    enough = rounds.report(rounds.people(rounds.core(), ["leadership"] * 5, rounds.always(3)), mode="open")

    assert few.answer is not None
    assert enough.answer is not None
    assert few.answer.standing[0].plain == (
        "4 people answered. With fewer than five, read this as a conversation and not as a measurement."
    )
    assert len(enough.answer.standing) == len(few.answer.standing) - 1


def test_q2_offers_the_other_degrees_as_a_choice(g42: Result):
    wide = {"certainty": "likely", "other_degrees": ("random", "differentiated")}

    assert page(rounds.change(g42, sections={"know-customers": wide}), "Q2") == [
        "The answer could also be Random or Differentiated."
    ]
