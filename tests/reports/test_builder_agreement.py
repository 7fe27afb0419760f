"""When each sentence about agreement in a pillar is said (A, R2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoring import Result
from tests.reports import rounds
from tests.reports.one_pillar import PILLAR, SPAN, notes, pillar_of

CAMPS = (4, 3, 1, 5, 5)


@pytest.mark.parametrize(
    ("label", "degree", "words"),
    [
        (None, "random", []),
        ("moderate", "random", ["Seen broadly alike."]),
        (
            "strong",
            "random",
            [
                "Seen alike: the answers lie close together.",
                "People agree that this is not yet in place. Nothing stands in the way of beginning.",
            ],
        ),
        ("strong", "intentional", ["Seen alike: the answers lie close together."]),
        (
            "strong",
            "differentiated",
            ["Seen alike: the answers lie close together.", "People agree. Ask what a customer would say."],
        ),
        (
            "weak",
            "random",
            [
                (
                    "Not seen alike. The average of 32 describes few of the people who answered. Ask for recent "
                    "cases before deciding anything."
                )
            ],
        ),
    ],
)
def test_agreement_in_words(g42: Result, label: str | None, degree: str, words: list[str]):
    ids = ("A1", "A2", "A3", "A4", "A4b", "A5", "A6")

    assert notes(g42, *ids, agreement_label=label, degree=degree) == words


def test_a4_counts_the_camps_of_the_most_split_question(g42: Result):
    split = rounds.change(g42, questions={"wing-span": {"distribution": CAMPS, "n": 18}})

    assert notes(
        split, "A4", "A4b", agreement_label="split", split_questions=("wing-span", "wing-close-loop")
    ) == [
        (
            f'Answers to "{SPAN}" and "What happens between a customer telling you something and that customer '
            'noticing a difference?" fall into two camps: four of ten on the lower side, six on the upper, '
            "fewer in between. Both may be right, in different places."
        )
    ]


def test_a4b_where_the_distribution_may_not_be_shown(g42: Result):
    split = rounds.change(g42, questions={"wing-span": {"distribution_shown": False}})

    assert notes(split, "A4", "A4b", agreement_label="split", split_questions=("wing-span",)) == [
        (
            f'Answers to "{SPAN}" fall into two camps, with fewer in between. Both may be right, in different '
            "places."
        )
    ]


def test_a4b_names_no_question_that_is_hidden(g42: Result):
    split = rounds.change(g42, questions={"wing-span": {"shown": False}})

    assert notes(split, "A4", "A4b", agreement_label="split", split_questions=("wing-span",)) == [
        "Answers fall into two camps, with fewer in between. Both may be right, in different places."
    ]


@pytest.mark.parametrize(
    ("changes", "hidden", "words"),
    [
        (
            {"agreement_label": "split", "split_questions": ("wing-span",)},
            (),
            (
                f'Before acting on Wing-to-wing measurement: talk. Start from "{SPAN}" and ask each side for one '
                "recent case."
            ),
        ),
        (
            {"agreement_label": "split", "split_questions": ("wing-span",)},
            ("wing-span", "wing-driver-link", "wing-measure-choice", "wing-close-loop"),
            "Before acting on Wing-to-wing measurement: talk. Ask each side for one recent case.",
        ),
    ],
)
def test_r2_for_a_chosen_pillar_not_seen_alike(
    g42: Result, changes: dict[str, Any], hidden: tuple[str, ...], words: str
):
    result = rounds.change(
        g42,
        pillars={PILLAR: changes},
        questions={question: {"shown": False} for question in hidden},
        roadmap=replace(g42.roadmap, talk_first=(PILLAR,)),
    )
    report = rounds.write(result)

    assert report.answer is not None
    assert rounds.plain(report.answer.talk) == [words]
    assert report.plan is not None
    assert [rounds.plain(wave.talk) for wave in report.plan.waves] == [[words], [], []]
    assert report.answer.decision is not None
    assert "to talk about Wing-to-wing measurement" in rounds.plain(report.answer.decision.items)
    assert [action.begins_with_talk for action in report.answer.do] == [True, False, False]


def test_r2_starts_a_weak_pillar_from_the_question_seen_least_alike(g42: Result):
    weak = rounds.change(
        g42,
        pillars={"leadership": {"agreement_label": "weak", "split_questions": ()}},
        questions={"lead-visible": {"ad": 1.9}},
    )

    assert rounds.said(rounds.write(weak).answer, "R2") == [
        (
            'Before acting on Leading for customers: talk. Start from "What do senior leaders visibly do that '
            'shows customers matter?" and ask each side for one recent case.'
        )
    ]


def test_within_lists_weak_and_split_pillars_with_their_questions(g42: Result):
    split = rounds.change(
        g42, pillars={PILLAR: {"agreement_label": "split", "split_questions": ("wing-span",)}}
    )
    differences = rounds.write(split).differences

    assert differences is not None
    assert [(entry.pillar, entry.kind) for entry in differences.within] == [
        ("Wing-to-wing measurement", "split")
    ]
    assert [question.id for question in differences.within[0].questions] == ["wing-span"]
    assert differences.within_none is None


@pytest.mark.parametrize("label", ["strong", "moderate", "weak", "split"])
def test_nothing_is_said_of_agreement_where_a_pillar_has_no_score(g42: Result, label: str):
    unknown = {"score": None, "degree": None, "low": None, "agreement_label": label}
    report = rounds.write(rounds.change(g42, pillars={PILLAR: unknown}))

    assert report.differences is not None
    assert report.differences.within == ()
    assert pillar_of(report).agreement == ""
    assert [note.id for note in pillar_of(report).notes if note.id.startswith("A")] == []
