"""The figures of a report as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from reports.builder import workbook
from reports.renderers import csv_
from tests.reports import books, rounds

Row = dict[str, str]


def read(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def rows(kind: str, part: str, measure: str) -> list[Row]:
    found = read(csv_.render(books.book(kind)))
    return [row for row in found if (row["part"], row["measure"]) == (part, measure)]


def text(value: int | None) -> str:
    return "" if value is None else str(value)


def test_table_begins_with_its_mark_and_ends_each_line_as_the_standard_has_it():
    content = csv_.render(books.book("open"))

    assert content.startswith(b"\xef\xbb\xbfpart,id,name,group,measure,value,low,high,n,degree,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_pillars_are_those_of_the_report():
    report = books.every()["open"]
    assert report.pillars is not None

    found = rows("open", "pillar", "score")

    assert [(row["id"], row["value"], row["low"], row["high"], row["n"], row["degree"]) for row in found] == [
        (
            pillar.id,
            text(pillar.figure.score),
            text(pillar.figure.low),
            text(pillar.figure.high),
            text(pillar.figure.n),
            pillar.degree.name,
        )
        for pillar in report.pillars.pillars
        if pillar.figure and pillar.degree
    ]
    assert {row["checksum"] for row in found} == {report.identity.checksum}


def test_groups_are_those_of_the_report():
    report = books.every()["open"]
    assert report.pillars is not None

    found = rows("open", "pillar", "group score")

    assert [(row["id"], row["group"], row["value"], row["n"], row["note"]) for row in found] == [
        (pillar.id, score.name, text(score.score), text(score.n), score.reason)
        for pillar in report.pillars.pillars
        for score in pillar.groups
    ]


@pytest.mark.parametrize("kind", ["small group", "open"])
def test_questions_have_a_figure_or_the_reason(kind: str):
    report = books.every()[kind]
    assert report.questions is not None
    asked = [question for entry in report.questions.lists for question in entry.questions]

    found = rows(kind, "question", "score")

    assert [(row["id"], row["value"], row["note"]) for row in found] == [
        (question.id, text(question.score), question.hidden) for question in asked
    ]


@pytest.mark.parametrize("kind", list(books.every()))
def test_line_without_a_value_says_why(kind: str):
    for row in read(csv_.render(books.book(kind))):
        assert row["value"] or row["note"]


def test_small_group_has_no_number_and_its_words():
    report = books.every()["small group"]

    found = {row["name"]: row for row in rows("small group", "group", "people")}

    assert found["Leadership"]["value"] == ""
    assert found["Leadership"]["note"] == "Leadership (not shown)"
    assert [group.n for group in report.identity.groups] == [None, None, 0]


@pytest.mark.parametrize("number", range(len(books.PAYLOADS)))
def test_hostile_text_is_marked_as_text(number: int):
    payload, report = books.PAYLOADS[number], books.every()["everything"]
    assert report.questions is not None
    first, *others = report.questions.lists
    asked = next(question for question in first.questions if question.agreed)
    assert asked.agreed is not None
    changed = replace(asked, agreed=replace(asked.agreed, reason=payload))
    lists = (replace(first, questions=(changed,)), *others)
    hostile = replace(report, questions=replace(report.questions, lists=lists))

    found = read(csv_.render(workbook.build(hostile)))

    note = next(row["note"] for row in found if (row["id"], row["measure"]) == (asked.id, "agreed"))
    assert note.replace("'", "") == payload.replace("\x00", "").replace("'", "")
    assert not [
        value for row in found for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))
    ]


def test_withheld_report_says_why_and_has_no_figure():
    report, found = books.every()["withheld"], read(csv_.render(books.book("withheld")))

    assert [(row["id"], row["value"], row["n"], row["checksum"]) for row in found] == [
        ("headline", "", "", rounds.CONTEXT.checksum)
    ]
    assert report.withheld is not None
    assert found[0]["note"] == report.withheld.plain
