"""Reports of every kind to write files of, and the values that a file has to hold."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from actions.plans import Reviewed
from reports.builder import workbook
from reports.document import (
    Apart,
    ChangeLine,
    ChangePart,
    Dumbbell,
    GroupScore,
    Look,
    Occasion,
    OptionCount,
    Part,
    Report,
    Sentence,
    SeriesLine,
    SeriesPart,
    SeriesPoint,
    Table,
    text_of,
)
from reports.document.workbook import Cell, Workbook
from reports.renderers import xlsx
from tests.reports import lens_rounds, plans_made, rounds, workshops

LOOK = Look("#7a1f3d")
PAYLOADS = (
    "=1+1",
    "+1-1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("https://example.org","x")',
    "<script>alert(1)</script>",
    "a\x00b\x07c\x1f\ufffe",
    "\u202eabc\u202c \u2066x\u2069",
    "_x0041_",
    "&Lleft &P 'quoted' \"twice\"",
    "https://example.org/",
    "'=1+1",
    "W" * 40_000,
    "lines\nand\r\nmore",
)


def pulse() -> Report:
    asked = set(rounds.short_form())
    people = tuple(
        replace(one, answers={q: a for q, a in one.answers.items() if q in asked}) for one in rounds.g42()
    )
    return rounds.report(people, scope="pulse")


def with_everything() -> Report:
    """Return the golden round with a workshop, a journey and promises."""
    result = rounds.assess(rounds.g42(), mode="confidential")
    felt = lens_rounds.promise(lens_rounds.item(83.0), lens_rounds.item(50.0), None, 0)
    context = replace(
        rounds.CONTEXT,
        workshop=workshops.full(result),
        journey=lens_rounds.journey({"use": 1}, {"use": 0.0}),
        mirror=lens_rounds.mirror(felt),
    )
    return rounds.write(result, context=context)


def decided() -> Report:
    """Return the second round of an organisation that chose actions and typed in costs, told in values."""
    actions = (
        plans_made.own(owner="Ada"),
        plans_made.own(
            "=HYPERLINK(1)", due_on=date(2026, 9, 30), status="begun", note="+1", pillar="leadership"
        ),
    )
    reviewed = (Reviewed("Name owners", "Grace", "goes on", "Half of them"),)
    context = plans_made.context(*actions, reviewed=reviewed, edition=plans_made.EDITION)
    report = rounds.report(rounds.g42(), context=context, mode="open")
    assert report.differences is not None
    differences = replace(report.differences, apart=(site(),))
    return replace(report, differences=differences, change=change())


def site() -> Apart:
    scores = (GroupScore("north", "North", 40, 9, ""), GroupScore("south", "South", 60, 9, ""))
    hidden = GroupScore("west", "West", None, None, "Too few answers")
    counts = (
        OptionCount("North", 9, ""),
        OptionCount("South", 9, ""),
        OptionCount("West", None, "Too few people"),
    )
    table = Table("Scores by site", "Pillar", (), ())
    return Apart("Site", counts, (Dumbbell("Customer insight", (*scores, hidden)),), "", table)


def change() -> ChangePart:
    told = Sentence("T1", (Part("It went from 50 to 56."),))
    known = ChangeLine("index", "index", "All answers together", 50, 56, "Improved", told, "+6 (+2 to +9)")
    unknown = ChangeLine("leadership", "pillar", "Leadership", None, 61, "", told, "Not known")
    occasions = (
        Occasion("One", date(2024, 5, 1), "1 May 2024"),
        Occasion("Two", date(2025, 5, 1), "1 May 2025"),
        Occasion("Three", date(2026, 5, 1), "1 May 2026"),
    )
    points = (
        SeriesPoint(None, None, None, "Not known"),
        *(SeriesPoint(s, s - 5, s + 5, f"{s}") for s in (50, 56)),
    )
    line = SeriesLine("index", "All answers together", points, None)
    table = Table("Then and now", "What was asked", (), ())
    pillar = replace(line, id="leadership", name="Leadership")
    series = SeriesPart("All rounds side by side", occasions, (line,), (pillar,), told, table)
    return ChangePart(
        heading="Change since last time",
        since=told,
        linked=False,
        degree=None,
        notes=(),
        whole=(known,),
        pillars=(unknown,),
        key_before="1 May 2025",
        key_after="1 May 2026",
        table=table,
        series=series,
    )


def of_groups(leaders: int, front: int) -> Report:
    """Return a confidential round with so many people of two groups, and nobody of the third."""
    source = rounds.g42()
    people = [one for one in source if one.group == "leadership"][:leaders]
    people += [one for one in source if one.group == "customer-facing"][:front]
    return rounds.report(people, mode="confidential")


def alone() -> Report:
    return rounds.report([rounds.g42()[0]], mode="open")


@cache
def every() -> dict[str, Report]:
    return {
        "everything": with_everything(),
        "decided": decided(),
        "open": rounds.report(rounds.g42(), mode="open"),
        "pulse": pulse(),
        "one person": alone(),
        "small group": of_groups(2, 7),
        "no groups": of_groups(0, 7),
        "withheld": of_groups(2, 0),
    }


@cache
def book(kind: str) -> Workbook:
    return workbook.build(every()[kind])


def opened(content: bytes, *, values: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


@cache
def rendered(kind: str) -> bytes:
    return xlsx.render(book(kind), LOOK)


def shown(cell: Cell) -> object:
    """Return what a reader of the file finds in a cell."""
    if cell.value is None:
        return cell.why
    return cell.value if isinstance(cell.value, int) else str(cell.value)


def grid(sheet: Worksheet, columns: int, rows: int) -> Iterator[list[object]]:
    """Yield the rows of the table of a sheet, dates as days."""
    area = next(iter(sheet.tables.values())).ref
    first = sheet[area.split(":")[0]].row + 1
    for row in sheet.iter_rows(first, first + rows - 1, 1, columns):
        yield [str(cell.value.date()) if cell.is_date else cell.value for cell in row]


def hostile(report: Report, payload: str) -> Report:
    """Return a report whose typed texts are all one payload."""
    identity = replace(report.identity, organisation=payload, title=payload)
    assert report.cover is not None
    cover = replace(
        report.cover,
        organisation=payload,
        title=payload,
        consultancy=payload,
        text=payload,
        footer=payload,
        version=payload,
        version_words=payload,
    )
    return replace(report, identity=identity, cover=cover)


def ours(part: object) -> list[str]:
    return [text for source, text in text_of(part) if source == "ours"]
