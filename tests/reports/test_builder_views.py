"""The same answers by what customers value: views and balances (V)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frameworks.documents import Question
from scoring import Result
from tests.reports import rounds


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


def test_a_view_or_step_that_gives_a_hidden_question_away_is_not_shown():
    """One unanimous answer hides its pillar; what it shares with shown questions would tell it again."""

    def choose(place: int, group: str, question: Question) -> int:
        return 4 if question.id == "lead-listen-frontline" else place % 3 + 2

    report = rounds.report(rounds.people(rounds.core(), ["leadership"] * 6, choose))

    assert report.plan is not None
    hidden = [view for view in report.views[0].views if view.figure is None]
    assert [view.sentence.plain for view in hidden] == [
        f"{view.name}: not shown, because single answers could be worked out from it." for view in hidden
    ]
    assert [view.id for view in hidden] == ["empathy"]
    steps = [step for block in report.plan.blocks for step in block.steps]
    assert "understand" in [step.id for step in steps if step.score is None]
    assert "position" in [step.id for step in steps if step.score is not None]
