"""Every file of a report holds the same figures, printed alike, and nothing that is hidden; whoever it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from reports.builder import workbook
from reports.document import Figure, Report
from tests.reports import expected, expected_paper, read_cells, readers, truth, whole
from tests.reports.truth import Cells
from tests.reports.whole import Told

# One process writes all documents, once.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every format")]
BOARD = 1 + 12  # pages: the cover, and what a board reads before the annex
LETTERS = 150  # of a page that says something beside its head and foot
EDGE = 10.0  # points: what most printers leave white
OF_100 = re.compile(r"\d+ of 100")


@pytest.fixture(scope="module", params=list(whole.MAKERS))
def told(request: pytest.FixtureRequest, lasting: None) -> Told:
    return whole.MAKERS[request.param]()


@pytest.fixture(scope="module")
def cells(told: Told) -> Cells:
    return truth.cells(told)


def named(report: Report) -> Iterator[tuple[str, Figure | None]]:
    """Yield every pillar and view by its name with its figure."""
    yield from ((one.name, one.figure) for one in (report.pillars.pillars if report.pillars else ()))
    yield from ((one.name, one.figure) for part in report.views for one in part.views)


def test_programs_read_every_figure_of_the_result(told: Told, cells: Cells):
    assert read_cells.of_json(told.json) == cells
    # The order of what to work on is a column of the workbook and of the report, not of the table.
    assert read_cells.of_csv(told.csv) == {key: value for key, value in cells.items() if key[2] != "rank"}


def test_programs_read_every_round_of_a_series(told: Told):
    wanted = truth.series(told) if cells_of(told) else {}

    assert read_cells.series_of_json(told.json) == wanted
    assert read_cells.series_of_csv(told.csv) == wanted


def test_every_line_of_a_break_down_says_of_which(told: Told):
    of = {line["id"] for line in readers.lines(told.csv) if line["part"] == "break-down"}

    assert of == {apart.name for apart in (told.report.differences.apart if told.report.differences else ())}


def test_programs_read_what_was_decided(told: Told):
    plan, edition, found = told.context.plan, told.context.edition, json.loads(told.json)

    assert sorted(
        (one["title"], one["due_on"] or "", one["status"], one["impact"], one["effort"])
        for one in found["actions"]
    ) == sorted(
        (one.title, one.due_on.isoformat() if one.due_on else "", one.status, one.impact, one.effort)
        for one in (plan.actions if plan and cells_of(told) else ())
    )
    assert [(one["title"], one["verdict"]) for one in found["review"]] == [
        (one.title, one.verdict or "open") for one in (plan.reviewed if plan and cells_of(told) else ())
    ]
    assert [(one["label"], one["amount"]) for one in found["costs"]] == [
        (one.label, one.amount) for one in (edition.costs if edition and cells_of(told) else ())
    ]


def cells_of(told: Told) -> bool:
    return told.report.kind != "withheld"


def test_workbook_holds_the_same_figures_row_by_row_and_no_others(told: Told, cells: Cells):
    names = [sheet.id for sheet in workbook.build(told.report).sheets]
    within, beside = readers.numbers(told.xlsx)
    series = truth.series(told)

    assert {name: rows for name, rows in zip(names, within, strict=True) if any(rows)} == expected.sheets(
        told.report, cells, series
    )
    assert {name: rows for name, rows in zip(names, beside, strict=True) if rows} == expected.drawn(
        told.report, cells
    )


def test_workbook_holds_the_days_of_the_plan(told: Told):
    planned = told.report.planning.actions if told.report.planning else ()
    days = [
        cell.date()
        for row in readers.rows(told.xlsx).get("Actions", [])
        for cell in row
        if isinstance(cell, datetime)
    ]

    if planned:
        assert days == [one.due_on for one in planned if one.due_on]


def test_paper_has_every_figure_beside_what_it_is_of(told: Told, cells: Cells):
    paper = "".join(map(readers.bare, readers.pages(told.pdf)))
    runs = ("".join(run) for run in expected_paper.runs(told.report, cells))

    assert [run for run in runs if readers.bare(run) not in paper] == []


def test_paper_draws_the_figures_that_only_pictures_have(told: Told, cells: Cells):
    paper, at = "".join(map(readers.bare, readers.pages(told.pdf))), 0
    for run in expected_paper.drawn(told.report, cells, truth.series(told)):
        at = paper.find(readers.bare("".join(run)), at)
        assert at >= 0, run


def test_charts_on_slides_show_the_figures_of_the_result(told: Told, cells: Cells):
    shown = list(readers.bars(told.pptx))
    wanted = [
        one
        for one in expected.charts(told.report, cells, truth.forecast(told))
        if any(map(any, one.values()))
    ]

    assert [_as_wanted(*pair) for pair in zip(shown, wanted, strict=True)] == wanted


def _as_wanted(shown: expected.Bars, wanted: expected.Bars) -> expected.Bars:
    """Return what is shown without the rings of a radar; in bars by degree only one series has a value."""
    wide = len(next(iter(wanted.values())))
    if wide > 1 or not all(sum(value is not None for value in row) < 2 for row in shown.values()):
        return {name: row[:wide] for name, row in shown.items()}
    return {name: (next((one for one in row if one is not None), None),) for name, row in shown.items()}


def test_tables_on_slides_show_the_figures_of_the_result(told: Told, cells: Cells):
    rows = list(readers.tables(told.pptx))
    report = told.report
    planned = report.planning.table.rows if report.planning else ()
    reviewed = report.review.table.rows if report.review else ()

    for wanted in expected.order(report, cells):
        assert wanted in rows
    for row in (*planned, *reviewed):
        assert [_cleaned(row.name), *map(_cleaned, row.cells)] in rows
    numbers = {cell for row in rows for cell in row if cell.isdigit()}
    assert numbers <= {str(value) for value in cells.values()}


def _cleaned(text: str) -> str:
    return " ".join(text.split())


def test_pages_and_screen_print_the_same_figures_after_their_names(told: Told):
    paper = "".join(map(readers.bare, readers.pages(told.pdf)))
    screen = readers.bare(readers.text_of(told.screen))
    for name, figure in named(told.report):
        if figure is None:
            continue
        said = re.compile(
            rf"{re.escape(readers.bare(name))}.{{0,300}}?{re.escape(readers.bare(figure.words))}"
        )
        assert said.search(paper), (name, figure.words)
        assert not told.screen or said.search(screen), (name, figure.words)


def test_charts_on_slides_show_what_their_sheets_hold(told: Told):
    plots = list(readers.plots(told.pptx))

    assert [(plot.part, plot.shown) for plot in plots] == [(plot.part, plot.kept) for plot in plots]


def test_every_file_bears_the_checksum_of_the_result(told: Told):
    short = told.report.identity.checksum_short

    assert all(short in readers.words(slide) for slide in list(readers.slides(told.pptx))[1:])
    assert short in "".join(readers.pages(told.pdf))
    assert not told.screen or short in readers.text_of(told.screen)
    assert any(short.encode() in part for part in readers.members(told.xlsx).values())
    assert {line["checksum"] for line in readers.lines(told.csv)} == {told.report.identity.checksum}
    assert json.loads(told.json)["checksums"]["result"] == told.report.identity.checksum


def test_withheld_result_leaves_no_figure_in_any_file(told: Told):
    if told.report.kind != "withheld":
        return
    parts = json.loads(told.json)
    printed = [
        *readers.pages(told.pdf),
        readers.text_of(told.screen),
        *map(readers.words, readers.slides(told.pptx)),
    ]

    assert {line["value"] for line in readers.lines(told.csv)} == {""}
    assert [parts[name] for name in ("answer", "sections", "pillars", "questions", "views")] == [
        None,
        [],
        [],
        [],
        [],
    ]
    assert not [text for text in printed if OF_100.search(text)]
    assert list(readers.plots(told.pptx)) == []
    assert set(readers.rows(told.xlsx)) == {"Summary", "Method"}


def test_every_page_says_something_and_nothing_comes_near_its_edge(told: Told):
    leaves = list(readers.leaves(told.pdf))

    assert [place for place, leaf in enumerate(leaves, 1) if leaf.letters < LETTERS] == []
    assert [place for place, leaf in enumerate(leaves, 1) if leaf.edge < EDGE] == []


def test_board_reads_a_cover_and_twelve_pages_at_most_before_the_annex(told: Told):
    if told.report.questions is None:
        assert len(readers.pages(told.pdf)) < BOARD
        return
    pages = [page.split("\r\n") for page in readers.pages(told.pdf)]
    annex = next(place for place, lines in enumerate(pages) if told.report.questions.heading in lines)

    assert annex <= BOARD


def test_nothing_leaves_its_slide_and_no_text_its_frame(told: Told):
    width, height, frames = readers.frames(told.pptx)

    assert [
        one for one in frames if min(one.left, one.top) < 0 or one.right > width or one.bottom > height
    ] == []
    assert [one for one in frames if one.text > one.bottom - one.top] == []
    assert {one.slide for one in frames if one.text} == {one.slide for one in frames}
