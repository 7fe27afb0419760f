"""Every file of a report holds the same figures, printed alike, and nothing that is hidden; whoever it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from reports.document import Figure, Report
from tests.reports import readers, whole
from tests.reports.whole import Told

# One process writes all documents, once.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every format")]
NOT_SHOWN = (None, None, None, None)
LETTERS = 150  # of a page that says something beside its head and foot
EDGE = 10.0  # points: what most printers leave white
OF_100 = re.compile(r"\d+ of 100")


@pytest.fixture(scope="module", params=list(whole.MAKERS))
def told(request: pytest.FixtureRequest, lasting: None) -> Told:
    return whole.MAKERS[request.param]()


def named(report: Report) -> Iterator[tuple[str, str, str, Figure | None]]:
    """Yield every section, pillar and view with its id, its name and its figure."""
    for question in report.answer.questions if report.answer else ():
        yield "section", question.id, question.question, question.figure
    for pillar in report.pillars.pillars if report.pillars else ():
        yield "pillar", pillar.id, pillar.name, pillar.figure
    for lens in report.views:
        yield from (("view", f"{lens.id}/{one.id}", one.name, one.figure) for one in lens.views)


def figures(report: Report) -> dict[tuple[str, str], readers.Figure]:
    return {
        (part, id_): (one.score, one.low, one.high, one.n) if one else NOT_SHOWN
        for part, id_, _name, one in named(report)
    }


def test_programs_read_the_figures_of_the_report(told: Told):
    assert readers.of_csv(told.csv) == figures(told.report)
    assert readers.of_json(told.json) == figures(told.report)


def test_each_question_has_its_mean_in_both_files_for_programs(told: Told):
    questions = (
        [q for of in told.report.questions.lists for q in of.questions] if told.report.questions else []
    )
    lines = [line for line in readers.lines(told.csv) if line["part"] == "question"]
    written = {line["id"]: line["value"] for line in lines if line["measure"] == "score"}

    assert [(one["id"], one["score"]["value"]) for one in json.loads(told.json)["questions"]] == [
        (one.id, one.score) for one in questions
    ]
    assert {one.id: "" if one.score is None else str(one.score) for one in questions} == written


def test_workbook_shows_the_same_figures(told: Told):
    found = [row for rows in readers.rows(told.xlsx).values() for row in rows]
    for _part, _id, name, figure in named(told.report):
        known = (
            [number for number in (figure.score, figure.low, figure.high, figure.n) if number is not None]
            if figure
            else []
        )
        rows = [[cell for cell in row if isinstance(cell, int)] for row in found if name in map(str, row)]
        assert any(row[: len(known)] == known for row in rows), (name, known, rows)


def test_pages_and_screen_print_the_same_figures_after_their_names(told: Told):
    paper = "".join(map(readers.bare, readers.pages(told.pdf)))
    screen = readers.bare(readers.text_of(told.screen))
    for part, _id, name, figure in named(told.report):
        if figure is None or part == "section":
            continue
        said = re.compile(
            rf"{re.escape(readers.bare(name))}.{{0,300}}?{re.escape(readers.bare(figure.words))}"
        )
        assert said.search(paper), (name, figure.words)
        assert not told.screen or said.search(screen), (name, figure.words)


def test_charts_on_slides_show_what_their_sheets_hold(told: Told):
    plots = list(readers.plots(told.pptx))

    assert [(plot.part, plot.shown) for plot in plots] == [(plot.part, plot.kept) for plot in plots]
    if told.report.pillars:
        axes = {axis.label: axis.value for axis in told.report.pillars.radar.axes}
        profile = [plot for plot in plots if axes.keys() >= set(plot.categories)]
        assert profile
        shown = {
            (name, value) for plot in profile for name, value in zip(plot.categories, plot.shown, strict=True)
        }
        assert set(axes.items()) <= shown


def test_every_file_bears_the_checksum_of_the_result(told: Told):
    short = told.report.identity.checksum_short

    assert all(short in readers.words(slide) for slide in list(readers.slides(told.pptx))[1:])
    assert short in "".join(readers.pages(told.pdf))
    assert not told.screen or short in readers.text_of(told.screen)
    assert any(short.encode() in part for part in readers.members(told.xlsx).values())
    assert {line["checksum"] for line in readers.lines(told.csv)} == {told.report.identity.checksum}
    assert json.loads(told.json)["checksums"]["result"] == told.report.identity.checksum


def test_scores_of_groups_that_are_hidden_stand_in_no_file(told: Told):
    pillars = told.report.pillars.pillars if told.report.pillars else ()
    scores = {(one.id, group.name): group.score for one in pillars for group in one.groups}
    lines = [
        line
        for line in readers.lines(told.csv)
        if line["measure"] == "group score" and line["part"] == "pillar"
    ]

    # One group alone stands beside nobody: the table of figures leaves it out.
    several = told.report.differences is not None and told.report.differences.dumbbells
    beside = scores if several else {}
    assert {(line["id"], line["group"]): line["value"] for line in lines} == {
        key: "" if score is None else str(score) for key, score in beside.items()
    }
    assert {
        (pillar["id"], group["name"]): group["value"]
        for pillar in json.loads(told.json)["pillars"]
        for group in pillar["groups"]
    } == beside


def test_withheld_result_leaves_no_figure_in_any_file(told: Told):
    if told.report.kind != "withheld":
        return
    parts = json.loads(told.json)
    printed = [
        *readers.pages(told.pdf),
        readers.text_of(told.screen),
        *map(readers.words, readers.slides(told.pptx)),
    ]

    assert (figures(told.report), readers.of_csv(told.csv), readers.of_json(told.json)) == ({}, {}, {})
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


def test_nothing_leaves_its_slide_and_no_text_its_frame(told: Told):
    width, height, frames = readers.frames(told.pptx)

    assert [
        one for one in frames if min(one.left, one.top) < 0 or one.right > width or one.bottom > height
    ] == []
    assert [one for one in frames if one.text > one.bottom - one.top] == []
    assert {one.slide for one in frames if one.text} == {one.slide for one in frames}
