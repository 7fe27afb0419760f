"""When each sentence about a gap between groups is said (G)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import scoring
from reports import builder
from reports.document import Differences, Pair
from scoring import Result
from scoring.result import Gap
from tests.reports import rounds

LEADERS = "leadership|customer-facing"
OFFICES = "leadership|support"
GAP = Gap(
    gap=20.0,
    se=4.0,
    df=9.0,
    low=11.0,
    high=29.0,
    p=0.001,
    p_adjusted=0.01,
    label="clear",
    common=("a", "b", "c"),
    first=60.4,
    second=40.4,
    n_first=6,
    n_second=5,
)


def differences(result: Result) -> Differences:
    part = rounds.write(result).differences
    assert part is not None
    return part


def pair(result: Result, key: str, **gaps: Gap | None) -> Pair:
    """Write one pair with these gaps alone; pillars not named have none."""
    named = {id_.replace("_", "-"): gap for id_, gap in gaps.items()}
    every = {pillar: named.get(pillar) for pillar in result.pillars}
    only = differences(replace(result, gaps={key: every})).pairs
    assert len(only) == 1
    return only[0]


def test_g1_where_leaders_see_it_further_on(g42: Result):
    assert rounds.plain(pair(g42, LEADERS, leadership=GAP).clear) == [
        (
            "Leaders see Leading for customers further on than customer-facing people do: 60 against 40, a "
            "difference of 20 points. Those who do it every day may know something the plan does not."
        )
    ]


def test_g2_where_customer_facing_people_see_it_further_on(g42: Result):
    lower = replace(GAP, gap=-20.0, first=40.4, second=60.4)

    assert rounds.plain(pair(g42, LEADERS, leadership=lower).clear) == [
        (
            "Customer-facing people see Leading for customers further on than leaders do (60 against 40). Good "
            "practice may exist that leaders have not seen."
        )
    ]


def test_g3_for_any_other_pair(g42: Result):
    assert rounds.plain(pair(g42, OFFICES, leadership=GAP).clear) == [
        (
            "Leadership and Support functions see Leading for customers differently: 60 against 40, over three "
            "questions that both were asked. Who can give a recent case?"
        )
    ]


def test_g4_takes_one_line_for_the_pair(g42: Result):
    possible = replace(GAP, label="possible")
    written = pair(g42, OFFICES, leadership=possible, cx_dna=possible)

    assert written.clear == ()
    assert written.possible is not None
    assert written.possible.plain == (
        "Leadership and Support functions may see these differently; with 6 and 5 people it is not "
        "established: Dependable delivery (the CX DNA) and Leading for customers."
    )


def test_g4_never_stands_on_page_one(g42: Result):
    assert rounds.said(rounds.write(g42).answer, "G4") == []


def test_g5_for_a_small_gap(g42: Result):
    written = pair(g42, OFFICES, leadership=replace(GAP, label="small", gap=-1.2))

    assert rounds.plain(written.small) == [
        "Leading for customers: a small but steady difference of 1 point between Leadership and Support functions."
    ]


def test_g6_and_g7_are_never_worded_as_no_gap(g42: Result):
    written = pair(g42, OFFICES, leadership=replace(GAP, label="none shown"))

    assert written.none_shown is not None
    assert written.none_shown.plain == (
        "Leading for customers: no difference could be shown with this number of people."
    )
    assert written.suppressed is not None
    assert written.suppressed.plain.endswith(
        ": the difference is not shown; too few answers to do so without exposing people."
    )


def test_lines_name_every_pillar_once(g42: Result):
    written = pair(g42, OFFICES, leadership=GAP, cx_dna=replace(GAP, label="small"), wing_to_wing=None)
    lines = {line.pillar: (line.label, line.label_words, line.difference) for line in written.lines}

    assert len(written.lines) == len(g42.pillars)
    assert lines["Leading for customers"] == ("clear", "Clear", 20)
    assert lines["Dependable delivery (the CX DNA)"] == ("small", "Small but steady", 20)
    assert lines["Wing-to-wing measurement"] == ("suppressed", "Hidden", None)
    assert {line.sentence.plain for line in written.lines if line.sentence and line.label != "clear"} == {
        "A small but steady difference of 20 points.",
        "Not shown: too few answers to do so without exposing people.",
    }


@pytest.mark.parametrize(
    ("label", "figures"),
    [
        ("clear", (60, 40, 20)),
        ("small", (None, None, 20)),
        ("possible", (None, None, None)),
        ("none shown", (None, None, None)),
    ],
)
def test_line_holds_the_figures_that_it_names_and_no_others(g42: Result, label: Any, figures: object):
    lines = {line.pillar: line for line in pair(g42, OFFICES, leadership=replace(GAP, label=label)).lines}
    line = lines["Leading for customers"]

    assert (line.first, line.second, line.difference) == figures


def test_heading_says_how_many_answered_in_both_groups(g42: Result):
    assert pair(g42, OFFICES, leadership=GAP).heading.plain == (
        "Leadership (6 people) and Support functions (5 people)"
    )


@pytest.mark.parametrize(
    ("gaps", "throughout"),
    [
        ({"leadership": GAP, "cx_dna": GAP}, True),
        ({"leadership": GAP, "cx_dna": GAP, "wing_to_wing": replace(GAP, label="none shown")}, False),
        ({"leadership": GAP, "cx_dna": replace(GAP, gap=-20.0)}, False),
        ({"leadership": GAP}, False),
        ({}, False),
    ],
)
def test_g8_from_seven_in_ten_in_the_same_direction(g42: Result, gaps: dict[str, Any], throughout: bool):  # noqa: FBT001 # a column of the table
    assert (pair(g42, OFFICES, **gaps).throughout is not None) == throughout


def test_g8_of_g42_stands_once_for_leaders_and_customer_facing_people(g42: Result):
    assert [written.throughout is not None for written in differences(g42).pairs] == [True, False, False]
    assert rounds.said(differences(g42), "G8") == [
        (
            "The difference runs through nearly everything. It says more about distance than about any one "
            "subject; begin with people meeting, not with a pillar."
        )
    ]


def test_hidden_groups_are_named_with_the_reason():
    groups = ["leadership"] * 6 + ["customer-facing"] * 3
    part = differences(rounds.assess(rounds.people(rounds.core(), groups, rounds.always(3))))

    assert rounds.plain(part.hidden) == [
        "Leadership: not shown; too few answers to do so without exposing people.",
        "Customer-facing: not shown; too few answers to do so without exposing people.",
        "Support functions: nobody answered.",
    ]
    assert (part.pairs, part.dumbbells) == ((), ())
    assert part.message.plain == "Group scores cannot be shown side by side with these answers."


def test_dumbbells_and_table_of_g42_hold_only_what_may_be_shown(g42: Result):
    part = differences(g42)

    assert len(part.dumbbells) == 9
    assert "Strategy and promise" not in {dumbbell.pillar for dumbbell in part.dumbbells}
    assert part.table.columns == ("Leadership", "Customer-facing", "Support functions")
    assert part.table.rows[2].cells == ("46 (6 people)", "20 (7 people)", "26 (5 people)")
    assert part.message.plain == "In seven of ten pillars, groups clearly see things differently."


def test_message_where_no_gap_is_clear(g42: Result):
    none = {key: dict.fromkeys(gaps) for key, gaps in g42.gaps.items()}

    assert differences(replace(g42, gaps=none)).message.plain == (
        "Between groups no difference could be shown with this number of people."
    )


def test_an_open_round_does_not_say_that_it_hides_what_it_cannot_compare():
    people = rounds.people(rounds.core(), ["leadership", "customer-facing"], rounds.always(3))
    written = rounds.report(people, mode="open").differences

    assert written is not None
    assert written.pairs[0].suppressed is not None
    assert written.pairs[0].suppressed.plain.endswith(": too few answers to compare.")
    line = written.pairs[0].lines[0]
    assert (line.label_words, str(line.sentence)) == ("Not compared", "Too few answers to compare.")


def test_a_second_result_of_a_reopened_round_shows_no_group_apart():
    first = rounds.assess(rounds.g42(), mode="confidential")
    report = builder.build(rounds.core(), scoring.as_before(first, first), rounds.CONTEXT)
    assert report.differences is not None
    assert report.differences.dumbbells == ()
    assert {line.label for pair in report.differences.pairs for line in pair.lines} == {"suppressed"}
