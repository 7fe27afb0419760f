"""The report as sheets of cells and as lines of figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.builder import workbook
from reports.document import GapLine
from reports.document.workbook import Cell, Difference, Sheet
from tests.reports import books, rounds
from tests.reports.test_builder_phrases import faults

KINDS = tuple(books.every())


def sheet(kind: str, id_: str) -> Sheet:
    return next(one for one in books.book(kind).sheets if one.id == id_)


def column(of: Sheet, id_: str) -> list[Cell]:
    at = [one.id for one in of.columns].index(id_)
    return [row[at] for row in of.rows]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "everything",
            "summary pillars questions groups differences views journey promises start actions workshop decided method",
        ),
        ("open", "summary pillars questions groups differences views start actions method"),
        (
            "decided",
            (
                "summary pillars questions groups differences break_downs views start actions review"
                " change rounds costs method"
            ),
        ),
        ("pulse", "summary questions actions method"),
        ("one person", "summary pillars questions groups views start actions method"),
        ("withheld", "summary method"),
    ],
)
def test_workbook_has_a_sheet_for_each_part_of_the_report(kind: str, expected: str):
    assert [one.id for one in books.book(kind).sheets] == expected.split()


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_holds_a_value_or_says_why_not(kind: str):
    for one in books.book(kind).sheets:
        for row in one.rows:
            assert len(row) == len(one.columns)
            assert all((cell.value is None) != (cell.why == "") for cell in row)
        assert len({entry.id for entry in one.columns}) == len(one.columns)


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_the_workbook_claim_nothing_that_must_never_be_claimed(kind: str):
    said = books.ours(books.book(kind))

    assert [(text, faults(text)) for text in said if faults(text)] == []


def test_pillars_stand_with_their_figures_and_the_way_to_their_targets():
    report, found = books.every()["everything"], sheet("everything", "pillars")
    assert report.pillars is not None
    pillars = report.pillars.pillars

    read = {id_: column(found, id_) for id_ in ("score", "low", "high", "n", "target", "gap", "rank")}

    figures = [pillar.figure for pillar in pillars if pillar.figure]
    assert [cell.value for cell in read["score"]] == [one.score for one in figures]
    assert [cell.value for cell in read["low"]] == [one.low for one in figures]
    assert [cell.value for cell in read["high"]] == [one.high for one in figures]
    assert [cell.value for cell in read["n"]] == [one.n for one in figures]
    assert [cell.value for cell in read["target"]] == [pillar.target for pillar in pillars]
    assert [cell.value for cell in read["gap"]] == [
        None if pillar.target is None or not pillar.figure else pillar.target - pillar.figure.score
        for pillar in pillars
    ]
    assert {cell.difference for cell in read["gap"] if cell.value is not None} == {
        Difference("target", "score")
    }


def test_agreed_profiles_stand_beside_the_scores_only_where_something_was_agreed():
    report, found = books.every()["everything"], sheet("everything", "pillars")
    assert report.workshop is not None
    assert report.pillars is not None
    agreed = {pillar.id: pillar.agreed for pillar in report.workshop.pillars}

    read = column(found, "agreed")

    assert [cell.value for cell in read] == [agreed.get(pillar.id) for pillar in report.pillars.pillars]
    assert "agreed" not in [one.id for one in sheet("open", "pillars").columns]


def test_question_that_may_not_be_shown_has_its_reason_and_no_figure():
    report, found = books.every()["small group"], sheet("small group", "questions")
    assert report.questions is not None
    asked = [question for entry in report.questions.lists for question in entry.questions]

    hidden = [row for question, row in zip(asked, found.rows, strict=True) if question.hidden]

    assert hidden
    figures = [
        at for at, one in enumerate(found.columns) if one.kind in {"score", "count"} and one.id != "number"
    ]
    assert {row[at].value for row in hidden for at in figures} == {None}
    remarks = [one.id for one in found.columns].index("remarks")
    assert all("Not shown: too few answers" in str(row[remarks].value) for row in hidden)


def test_distribution_stands_position_by_position_where_it_may_be_shown():
    report, found = books.every()["open"], sheet("open", "questions")
    assert report.questions is not None
    asked = [question for entry in report.questions.lists for question in entry.questions]

    counts = zip(*(column(found, f"position_{place}") for place in range(1, 6)), strict=True)

    assert [tuple(cell.value for cell in row) for row in counts] == [
        question.distribution or (None,) * 5 for question in asked
    ]


def test_group_that_is_too_small_has_no_figure_in_any_sheet():
    found = sheet("small group", "groups")

    assert found.rows == ()  # one group alone stands beside nobody
    assert any("not shown" in note.plain for note in found.notes)
    assert "differences" not in [one.id for one in books.book("small group").sheets]


def line(**changes: Any) -> GapLine:
    report = books.every()["open"]
    assert report.differences is not None
    clear = next(one for one in report.differences.pairs[0].lines if one.label == "clear")
    return replace(clear, **changes)


def between(one: GapLine) -> tuple[object, object, Cell]:
    report = books.every()["open"]
    assert report.differences is not None
    pair = replace(report.differences.pairs[0], lines=(one,))
    changed = replace(report, differences=replace(report.differences, pairs=(pair,)))
    found = next(entry for entry in workbook.build(changed).sheets if entry.id == "differences")
    first, second, difference = (
        column(found, id_)[0] for id_ in ("first_score", "second_score", "difference")
    )
    return first.value, second.value, difference


def test_difference_is_a_formula_where_the_whole_numbers_make_it():
    assert between(line(first=60, second=40, difference=20)) == (
        60,
        40,
        Cell(20, difference=Difference("first_score", "second_score")),
    )
    assert between(line(first=40, second=60, difference=20)) == (
        40,
        60,
        Cell(20, difference=Difference("second_score", "first_score")),
    )


def test_difference_that_was_rounded_otherwise_is_written_as_it_is_printed():
    assert between(line(first=60, second=40, difference=19)) == (60, 40, Cell(19))


@pytest.mark.parametrize("label", ["possible", "none shown", "suppressed"])
def test_difference_that_is_not_established_has_no_figure(label: Any):
    unnamed = line(label=label, label_words="So", first=None, second=None, difference=None, sentence=None)

    assert between(unnamed) == (None, None, Cell(why="So"))


def test_small_difference_is_named_without_the_scores_as_in_the_report():
    assert between(line(label="small", first=None, second=None, difference=4)) == (None, None, Cell(4))


def test_days_are_days():
    report, found = books.every()["open"], sheet("open", "actions")
    assert report.plan is not None
    actions = [action for wave in report.plan.waves for action in wave.actions]

    days = [cell.value for cell in column(found, "first_result")]

    words = [f"{day.day} {day:%B %Y}" for day in days]
    assert [action.by.removeprefix("by ") for action in actions] == words


def test_chosen_actions_take_the_place_of_the_proposed_ones():
    found = sheet("decided", "actions")

    assert [str(cell.value) for cell in column(found, "action")] == ["Count repeat contacts", "=HYPERLINK(1)"]
    assert column(found, "due") == [Cell(why="–"), Cell(date(2026, 9, 30))]
    assert [books.shown(cell) for cell in column(found, "owner")] == ["Ada", "–"]
    assert [books.shown(cell) for cell in column(found, "status")] == ["Planned", "Under way"]


def test_what_became_of_earlier_actions_stands_on_a_sheet_of_its_own():
    found = sheet("decided", "review")

    assert [[books.shown(cell) for cell in row] for row in found.rows] == [
        ["Name owners", "Grace", "Goes on", "Half of them"]
    ]


def test_costs_stand_as_they_were_typed():
    found = sheet("decided", "costs")

    assert [[books.shown(cell) for cell in row] for row in found.rows] == [
        ["Repeat contacts", "120 000 EUR", "service desk"],
        ["Remedies", "4 000 EUR", "–"],
    ]


def test_change_is_the_difference_of_the_two_rounds_where_both_are_known():
    found, difference = sheet("decided", "change"), Difference("after", "before")

    assert column(found, "change") == [
        Cell(6, difference=difference),
        Cell(why="Not shown or not known"),
    ]
    assert [cell.value for cell in column(found, "before")] == [50, None]


def test_option_of_a_break_down_that_is_hidden_says_why():
    found = sheet("decided", "break_downs")

    read = [[books.shown(cell) for cell in row[1:]] for row in found.rows]

    assert ["West", "All pillars together", "Too few people", "Too few people"] in read
    assert ["West", "Customer insight", "Too few answers", "Too few answers"] in read
    assert ["North", "Customer insight", 40, 9] in read


def test_names_of_sheets_and_columns_are_never_empty():
    for kind in KINDS:
        for one in books.book(kind).sheets:
            assert one.name.strip()
            assert all(entry.name.strip() for entry in one.columns)


def test_framework_with_many_pillars_has_a_row_for_each():
    report = books.every()["open"]
    assert report.pillars is not None
    many = tuple(
        replace(pillar, id=f"{pillar.id}-{place}", name=f"{pillar.name} {place} " + "long " * 20)
        for place in (1, 2)
        for pillar in report.pillars.pillars
    )
    changed = replace(report, pillars=replace(report.pillars, pillars=many))

    found = next(one for one in workbook.build(changed).sheets if one.id == "pillars")

    assert [str(row[0].value) for row in found.rows] == [pillar.name for pillar in many]


def test_checksum_is_that_of_the_result():
    assert books.book("open").checksum == rounds.CONTEXT.checksum
