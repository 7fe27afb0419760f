"""When each sentence about the headline is said (H)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoring import Result
from tests.reports import rounds


def page(result: Result, *ids: str, **facts: Any) -> list[str]:
    report = rounds.write(result, context=replace(rounds.CONTEXT, **facts))
    return rounds.said(report.answer, *ids)


def test_h1_for_a_secure_headline(g42: Result):
    secure = rounds.change(g42, headline=replace(g42.headline, certainty="secure"))

    assert page(secure, "H1", "H2", "H3", "H4", "H5") == [
        (
            "Acme is Intentional. The experience is decided, measured and governed across functions; customers "
            "mostly get what they were led to expect."
        )
    ]


@pytest.mark.parametrize(
    ("border", "words"),
    [("random", "Random and Intentional"), ("differentiated", "Intentional and Differentiated")],
)
def test_h3_for_a_borderline_headline_names_both_degrees_in_order(g42: Result, border: str, words: str):
    unsure = rounds.change(g42, headline=replace(g42.headline, certainty="borderline", border=border))

    assert page(unsure, "H1", "H2", "H3", "H4", "H5") == [
        (
            f"Acme stands on the border between {words}. On these answers it is counted as Intentional; a few "
            "different answers would have changed that."
        )
    ]
    assert page(unsure, "U5") == ["On which side of the border you stand."]


def test_u5_is_not_said_off_the_border(g42: Result):
    assert page(g42, "U5") == []


@pytest.mark.parametrize(("count", "words"), [(1, "one person"), (2, "two people")])
def test_h4_for_one_or_two_people(count: int, words: str):
    report = rounds.report(
        rounds.people(rounds.core(), ["leadership"] * count, rounds.always(3)), mode="open", scope="full"
    )

    assert rounds.said(report.answer, "H1", "H2", "H3", "H4", "H5") == [
        (
            f"In the view of {words}, Acme is Intentional. This is one view, useful to begin a conversation and "
            "no more."
        )
    ]
    assert rounds.ids(report) & {"Q1", "Q1b", "P1", "P1b", "P2"} == set()
    assert report.identity.single_view


def test_h5_and_q4_for_a_main_question_that_could_not_be_judged(g42: Result):
    missing = rounds.change(
        g42,
        sections={"know-roles": {"score": None, "degree": None, "certainty": None, "low": None}},
        headline=replace(g42.headline, headline=None, average_degree=None, certainty=None),
    )

    assert page(missing, "H1", "H2", "H3", "H4", "H5") == [
        (
            'There are not enough answers to say. "Does everyone know the part they play?" could not be judged. '
            "On what is known, Acme is at most Intentional."
        )
    ]
    assert page(missing, "Q4") == ["Too few answers to say."]
    assert page(missing, "H6", "H7", "H8") == []


def test_h5_without_anything_known():
    report = rounds.report(rounds.people(rounds.core(), ["support"] * 5, rounds.always("dk")))

    assert rounds.said(report.answer, "H5") == [
        (
            "There are not enough answers to say. "
            '"Do we know our customers?", "Do we know what their experience should be?" and '
            '"Does everyone know the part they play?" could not be judged.'
        )
    ]


@pytest.mark.parametrize(
    ("lowest", "within"),
    [
        (("wing-to-wing",), "Within it, Wing-to-wing measurement is least far. "),
        (
            ("wing-to-wing", "emotion-perception"),
            'Within it, "Wing-to-wing measurement" and "Emotion and perception" are least far. ',
        ),
        ((), ""),
    ],
)
def test_h6_for_one_main_question_that_holds_back(g42: Result, lowest: tuple[str, ...], within: str):
    held = rounds.change(
        g42,
        sections={"know-customers": {"lowest_pillars": lowest}},
        headline=replace(g42.headline, held_back_by=("know-customers",)),
    )

    assert page(held, "H6", "H7", "H8") == [
        (
            "The answers taken together average Intentional. What holds the result back is the question "
            f'"Do we know our customers?". {within}The main questions do not make up for one another: what is '
            "strong in one cannot be delivered through a gap in another."
        )
    ]


def test_h7_for_several_main_questions_that_hold_back(g42: Result):
    held = rounds.change(
        g42,
        sections={
            "know-customers": {"lowest_pillars": ("wing-to-wing",)},
            "know-roles": {"lowest_pillars": ()},
        },
        headline=replace(g42.headline, held_back_by=("know-customers", "know-roles")),
    )

    assert page(held, "H6", "H7", "H8") == [
        (
            "The answers taken together average Intentional. Two of the three main questions hold the result "
            'back: "Do we know our customers?", least far in Wing-to-wing measurement; "Does everyone know the '
            'part they play?".'
        )
    ]


def test_h8_where_nothing_holds_back(g42: Result):
    assert page(g42, "H6", "H7", "H8") == ["All main questions come out at the same degree."]


def test_h9_for_a_capped_main_question(g42: Result):
    capped = rounds.change(g42, sections={"know-roles": {"capped": True, "capped_by": "one-organisation"}})

    assert page(capped, "H9") == [
        (
            '"Does everyone know the part they play?" would be Differentiated by its average, but One '
            "organisation is still Random; the one excludes the other."
        )
    ]
    assert page(g42, "H9") == []


@pytest.mark.parametrize(
    ("degree", "first_report", "ids"),
    [
        ("random", True, ["H10"]),
        ("random", False, []),
        ("intentional", True, []),
        ("differentiated", True, ["H11"]),
    ],
)
def test_h10_and_h11_by_headline(g42: Result, degree: str, first_report: bool, ids: list[str]):  # noqa: FBT001 # a column of the table
    changed = rounds.change(g42, headline=replace(g42.headline, headline=degree))
    report = rounds.write(changed, context=replace(rounds.CONTEXT, first_report=first_report))

    assert sorted(rounds.ids(report.answer) & {"H10", "H11"}) == ids


def test_h12_for_a_pulse_alone(g42: Result):
    pulse = rounds.report(rounds.people(rounds.core(), ["support"] * 5, rounds.always(3)), scope="pulse")

    assert rounds.said(pulse.answer, "H12") == [
        "This is a reading from twelve questions. It shows direction, not detail."
    ]
    assert page(g42, "H12") == []


@pytest.mark.parametrize(
    ("balanced", "said"),
    [
        (
            57.62,
            [
                (
                    "If the groups Leadership, Customer-facing and Support functions counted alike, the result would "
                    "be 6 points higher: the groups answered differently."
                )
            ],
        ),
        (
            45.0,
            [
                (
                    "If the groups Leadership, Customer-facing and Support functions counted alike, the result would "
                    "be 6 points lower: the groups answered differently."
                )
            ],
        ),
        (57.61, []),
        (None, []),
    ],
)
def test_h13_from_a_quarter_step_on(g42: Result, balanced: float | None, said: list[str]):
    index = replace(g42.index, balanced=balanced, score=51.37)

    assert page(rounds.change(g42, index=index), "H13") == said


def test_h13_names_the_main_question(g42: Result):
    section = {"know-roles": {"score": 50.0, "balanced": 40.0}}

    assert page(rounds.change(g42, sections=section), "H13") == [
        (
            'If the groups Leadership, Customer-facing and Support functions counted alike, "Does everyone know '
            'the part they play?" would be 10 points lower: the groups answered differently.'
        )
    ]
