"""Slides as a file: read by its XML alone, measured, and with everything hostile in it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pptx as library
import pytest
from PIL import Image

from reports.document import Logo
from reports.renderers import pptx
from reports.renderers.pptx import texts
from tests.reports import decks, presentations, rounds
from tests.reports.decks import SPACES, Element, Read


def logo() -> Logo:
    file = io.BytesIO()
    Image.new("RGB", (400, 100), "#7a1f5c").save(file, "PNG")
    return Logo(file.getvalue(), 400, 100, "Logo of Acme")


@pytest.fixture(scope="module")
def content() -> bytes:
    return pptx.render(presentations.told(), replace(presentations.PURPLE, logo=logo()))


@pytest.fixture(scope="module")
def read(content: bytes) -> Read:
    return Read(content)


def test_slides_are_wide_and_come_from_five_layouts_of_one_master(read: Read):
    size = read.xml("ppt/presentation.xml").find("p:sldSz", SPACES)

    assert (size.get("cx"), size.get("cy")) == ("12192000", "6858000")
    assert [
        one.find("p:cSld", SPACES).get("name") for one in read.numbered("ppt/slideLayouts", "slideLayout")
    ] == [
        "Cover",
        "Text",
        "Figure and text",
        "Two figures with text",
        "Figure with note",
    ]


def test_the_theme_holds_the_own_colour_and_those_of_the_degrees(read: Read):
    theme = read.xml("ppt/theme/theme1.xml")
    colours = {
        name: theme.find(f".//a:clrScheme/a:{name}/a:srgbClr", SPACES).get("val")
        for name in ("accent1", "accent2", "accent3", "accent4")
    }

    assert colours == {"accent1": "7A1F5C", "accent2": "BC6C00", "accent3": "0E807B", "accent4": "2F2B80"}


def test_nothing_is_left_of_the_empty_presentation(read: Read):
    assert [
        name for name in read.names if "printerSettings" in name or "thumbnail" in name or "app.xml" in name
    ] == []


def test_the_file_says_what_it_is_whose_and_of_which_day(content: bytes):
    properties = library.Presentation(io.BytesIO(content)).core_properties

    assert (properties.title, properties.author, properties.subject, properties.language) == (
        "Acme: Spring round",
        "Fathom & Daughters",
        "CX maturity",
        "en",
    )
    assert properties.created.date() == properties.modified.date() == rounds.CONTEXT.computed_on


def test_the_same_deck_gives_the_same_bytes():
    small = replace(presentations.told(), slides=presentations.told().slides[:4])

    assert pptx.render(small, presentations.PURPLE) == pptx.render(small, presentations.PURPLE)


def test_every_slide_has_its_title_in_the_place_for_titles(read: Read):
    assert [decks.title(slide) for slide in read.slides] == [
        slide.title.plain for slide in presentations.told().slides
    ]


def test_every_slide_has_notes_and_a_footer_and_all_but_the_cover_a_number(read: Read):
    kinds = [[kind for kind, *_ in decks.placed(slide)] for slide in read.slides]
    foot = [
        [decks.texts(shape) for kind, _, shape in decks.placed(slide) if kind == "ftr"]
        for slide in read.slides
    ]

    assert foot == [[[presentations.told().footer]]] * len(kinds)
    assert ["sldNum" in found for found in kinds] == [False, *[True] * (len(kinds) - 1)]
    assert [
        all(slide.notes[-1].plain in decks.texts(notes) for notes in [note])
        for slide, note in zip(presentations.told().slides, read.notes, strict=True)
    ] == [True] * len(kinds)


def test_no_place_on_a_slide_is_empty(read: Read):
    empty = [
        (number, kind)
        for number, slide in enumerate(read.slides, start=1)
        for kind, _, shape in decks.placed(slide)
        if shape.tag.endswith("}sp") and kind != "sldNum" and not "".join(decks.texts(shape)).strip()
    ]

    assert empty == []


def test_a_title_is_read_first_then_the_figure_then_its_text(read: Read):
    orders = {tuple(kind for kind, *_ in decks.placed(slide)) for slide in read.slides}

    assert orders == {
        ("ctrTitle", "subTitle", "ftr"),
        ("title", "body", "ftr", "sldNum"),
        ("title", "body", "body", "ftr", "sldNum"),
        ("title", "body", "body", "body", "ftr", "sldNum"),
        ("title", "body", "body", "body", "body", "ftr", "sldNum"),
    }


def test_every_figure_and_picture_says_what_it_shows(read: Read):
    frames = [frame for slide in read.slides for frame in decks.every(slide, ".//p:graphicFrame")]
    described = [frame.find("p:nvGraphicFramePr/p:cNvPr", SPACES).get("descr", "") for frame in frames]
    figures = presentations.figures(presentations.told())

    assert described == [figure.words for figure in figures]
    assert all(len(words) > 10 for words in described)
    owners = (read.xml("ppt/slideMasters/slideMaster1.xml"), read.xml("ppt/slideLayouts/slideLayout1.xml"))
    logos = [
        picture.get("descr")
        for owner in owners
        for picture in decks.every(owner, ".//p:pic/p:nvPicPr/p:cNvPr")
    ]
    assert logos == ["Logo of Acme"] * 2


@pytest.mark.parametrize(
    "name", ['Harbour "North" & <Sons>', 'x" hidden="1', "turn\u202eed \ufffe \x01 \ud800"]
)
def test_a_logo_is_named_after_whoever_it_is_of_whatever_their_name_holds(name: str):
    look = replace(presentations.PURPLE, logo=replace(logo(), words=name))
    read = Read(pptx.render(presentations.told(), look))
    master = read.xml("ppt/slideMasters/slideMaster1.xml")
    properties = next(one for one in decks.every(master, ".//p:cNvPr") if one.get("name") == "Logo")

    assert set(properties.keys()) == {"id", "name", "descr"}
    assert properties.get("descr") == texts.clean(name)


def test_no_two_things_on_a_slide_share_a_number(read: Read):
    for slide in read.slides:
        numbers = [shape.get("id") for shape in decks.every(slide, ".//p:cNvPr")]
        assert len(set(numbers)) == len(numbers)


def cached(chart: Element) -> list[tuple[str, list[float | None]]]:
    """Return the series of a chart as its own XML remembers them."""
    series = []
    for one in decks.every(chart, ".//c:ser"):
        count = int(one.find("c:val//c:ptCount", SPACES).get("val"))
        values: list[float | None] = [None] * count
        for point in decks.every(one, "c:val//c:pt"):
            values[int(point.get("idx"))] = float(point.find("c:v", SPACES).text)
        series.append((one.find("c:tx//c:v", SPACES).text, values))
    return series


def _named(sheet: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the rows and of the columns of a sheet."""
    head, *rows = sheet.iter_rows(values_only=True)
    return tuple(row[0] for row in rows), head[1:]


def test_every_chart_shows_the_figures_of_the_report_and_keeps_them_in_its_sheet(read: Read):
    charts = presentations.charts(presentations.told())
    expected = [[(series.name, list(series.values)) for series in chart.series] for chart in charts]
    sheets = {_named(sheet): sheet for sheet in read.sheets}

    assert [cached(chart) for chart in read.charts] == expected
    for chart in charts:
        names = tuple(series.name for series in chart.series)
        rows = list(sheets[chart.categories, names].iter_rows(values_only=True))
        columns = [list(column) for column in zip(*(row[1:] for row in rows[1:]), strict=True)]
        assert columns == [list(series.values) for series in chart.series]


def test_every_axis_runs_from_nothing_to_a_hundred_or_to_the_whole(read: Read):
    for chart in read.charts:
        scale = chart.find(".//c:valAx/c:scaling", SPACES)
        ends = [float(scale.find(f"c:{end}", SPACES).get("val")) for end in ("min", "max")]
        assert ends == [0, 1 if _of_a_whole(chart) else 100]


def _of_a_whole(chart: Element) -> bool:
    return chart.find(".//c:grouping[@val='percentStacked']", SPACES) is not None


def test_bars_of_a_whole_are_labelled_with_people_and_name_their_colours(read: Read):
    chart = next(chart for chart in read.charts if _of_a_whole(chart))
    labelled = [
        [int(label.find("c:idx", SPACES).get("val")) for label in decks.every(series, "c:dLbls/c:dLbl")]
        for series in decks.every(chart, ".//c:ser")
    ]

    assert labelled == [[0, 1] if count else [] for count in decks.CAMPS]
    assert chart.find(".//c:legend", SPACES) is not None


def test_the_name_of_a_degree_stands_beside_its_bar(read: Read):
    names = {degree.name for degree in presentations.told().degrees}
    for chart in [chart for chart in read.charts if not _of_a_whole(chart)]:
        for series in decks.every(chart, ".//c:ser"):
            if series.find("c:tx//c:v", SPACES).text in names:
                assert series.find("c:dLbls/c:showSerName", SPACES).get("val") == "1"


def test_the_way_to_a_span_has_no_colour(read: Read):
    stacked = next(
        chart for chart in read.charts if chart.find(".//c:grouping[@val='stacked']", SPACES) is not None
    )
    series = decks.every(stacked, ".//c:ser")

    assert [one.find("c:spPr/a:noFill", SPACES) is not None for one in series] == [True, False, True]


def test_a_table_names_each_degree_beside_its_pips(read: Read):
    rows = [decks.texts(cell) for slide in read.slides[4:5] for cell in decks.every(slide, ".//a:tc")]

    assert ["●○○ Random"] in rows
    assert ["●●○ Intentional"] in rows


def test_hostile_text_stays_text_in_every_place():
    read = presentations.attacked()
    parts = {
        name: read.archive.read(name).decode() for name in read.names if name.endswith((".xml", ".rels"))
    }
    sheets = [
        zipfile.ZipFile(io.BytesIO(read.archive.read(name))) for name in read.names if name.endswith(".xlsx")
    ]

    assert len(library.Presentation(read.archive.fp).slides) == len(read.slides)
    assert [name for name, text in parts.items() if "hlinkClick" in text or "TargetMode" in text] == []
    assert [
        name for name, text in parts.items() if "x0000" in text or "\u202e" in text or "\x1b" in text
    ] == []
    assert [b"<f>" in sheet.read("xl/worksheets/sheet1.xml") for sheet in sheets] == [False]
    assert [
        openpyxl.load_workbook(io.BytesIO(read.archive.read(name))).active["A2"].value
        for name in read.names
        if name.endswith(".xlsx")
    ] == [presentations.HOSTILE[0]]


def test_a_title_that_is_too_long_ends_in_dots_and_stands_in_the_notes():
    read = presentations.attacked()
    cut = [number for number, slide in enumerate(read.slides) if decks.title(slide).endswith("…")]

    assert [decks.texts(read.notes[number])[0][:100] for number in cut] == [
        "W" * 100,
        presentations.HOSTILE[12][:100],
    ]


def test_words_of_hostile_text_are_kept():
    titles = [decks.title(slide) for slide in presentations.attacked().slides]

    assert "nul bell escape[31m" in titles
    assert "two lines and more" in titles
    assert "<a:t>&amp;</a:t> ]]> <!-- -->" in titles
    assert "turned gnp.exe" in titles


def test_a_name_read_from_the_right_stands_on_the_right():
    slide = presentations.rendered("right to left").slides[0]
    properties = [
        decks.every(shape, ".//a:pPr")[0].get("rtl")
        for kind, _, shape in decks.placed(slide)
        if kind == "ctrTitle"
    ]

    assert properties == ["1"]


def test_slides_are_made_without_django():
    script = "import sys, reports.renderers.pptx; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
