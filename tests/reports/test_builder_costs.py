"""What the present state costs, as far as it was counted."""

from __future__ import annotations

from dataclasses import replace

from assessments.editions import Cost
from tests.reports import plans_made, rounds

FIRST = (
    "What the present state costs, as far as it was counted here: Repeat contacts: 120 000 EUR a year "
    "(service desk)."
)
COUNTED = replace(rounds.CONTEXT, edition=plans_made.EDITION)


def test_costs_are_told_with_their_source():
    costs = rounds.report(rounds.g42(), context=COUNTED).costs

    assert costs is not None
    assert costs.heading == (
        "The cost of Random that we can count: repeat contacts, remedies, lost customers"
    )
    assert [line.sentence.plain for line in costs.lines] == [
        FIRST,
        "Remedies: 4 000 EUR a year.",
    ]


def test_costs_of_another_framework_have_a_heading_of_their_own():
    people = rounds.people(rounds.alternate(), _groups(), rounds.always(3))
    costs = rounds.report(people, rounds.alternate(), context=COUNTED).costs

    assert costs is not None
    assert costs.heading == "What the present state costs"


def _groups() -> list[str]:
    return [group.id for group in rounds.alternate().asked_groups] * 3


def test_costs_are_left_out_where_none_were_typed_in():
    assert rounds.report(rounds.g42()).costs is None


def test_costs_are_no_part_of_a_pulse():
    assert rounds.report(rounds.g42(), context=COUNTED, scope="pulse").costs is None


def test_costs_are_three_at_most():
    four = replace(plans_made.EDITION, costs=tuple(Cost(str(n), "1 EUR", "") for n in range(4)))
    costs = rounds.report(rounds.g42(), context=replace(rounds.CONTEXT, edition=four)).costs

    assert costs is not None
    assert [line.label for line in costs.lines] == ["0", "1", "2"]


def test_costs_answer_what_it_pays():
    board = rounds.report(rounds.g42(), context=COUNTED).board

    assert board is not None
    pay = next(one for one in board.questions if one.question.plain == "What does it pay?")
    assert rounds.plain(pay.answers) == [
        "What a change would bring cannot be told from a single unit.",
        FIRST,
        "Remedies: 4 000 EUR a year.",
    ]
