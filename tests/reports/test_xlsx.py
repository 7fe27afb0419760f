"""The workbook as a file, read back by a program that did not write it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from PIL import Image

from reports.builder import workbook
from reports.document import Logo, Look
from reports.document.workbook import Column, Fact, Sheet
from reports.renderers import xlsx
from reports.renderers.xlsx import texts
from tests.reports import books

KINDS = tuple(books.every())
FORMULA = re.compile(r"=[A-Z]{1,2}\d+(-[A-Z]{1,2}\d+)?")


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_is_what_the_report_says(kind: str):
    book, file = books.book(kind), books.opened(books.rendered(kind))

    assert file.sheetnames == [sheet.name for sheet in book.sheets]
    for source in book.sheets:
        if source.rows:
            expected = [[books.shown(cell) for cell in row] for row in source.rows]
            assert list(books.grid(file[source.name], len(source.columns), len(source.rows))) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_only_our_own_plain_formulas_stand_in_it_and_each_comes_to_what_is_printed(kind: str):
    written = books.opened(books.rendered(kind), values=False)
    values = books.opened(books.rendered(kind))
    for sheet in written:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            assert FORMULA.fullmatch(cell.value)
            kept = values[sheet.title]
            first, *second = (kept[name].value for name in cell.value[1:].split("-"))
            assert kept[cell.coordinate].value == (first - second[0] if second else first)


def test_no_formula_stands_where_a_figure_is_hidden():
    values = books.opened(books.rendered("small group"))
    written = books.opened(books.rendered("small group"), values=False)

    for sheet in written:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            assert values[sheet.title][cell.coordinate].value is not None


def test_same_report_gives_the_same_bytes():
    assert xlsx.render(books.book("everything"), books.LOOK) == books.rendered("everything")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_hidden_nothing_linked_and_no_macro(kind: str):
    content = books.rendered(kind)
    parts = members(content)

    assert not [name for name in parts if re.search(r"vba|external|embeddings|comments", name, re.IGNORECASE)]
    assert b"TargetMode" not in b"".join(part for name, part in parts.items() if name.endswith(".rels"))
    assert {sheet.sheet_state for sheet in books.opened(content)} == {"visible"}


def test_file_says_what_it_is_and_when():
    properties = books.opened(books.rendered("open")).properties

    assert properties.title == "Acme: Report on CX maturity"
    assert str(properties.created) == "2026-03-31 00:00:00"
    assert properties.description.endswith("0123456789abcdef" * 4)


def test_pages_have_a_head_and_a_foot_and_fit_in_their_width():
    for sheet in books.opened(books.rendered("everything")):
        assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("Acme", "Confidential")
        assert sheet.oddFooter.left.text == "Checksum 0123456789ab · 31 March 2026"
        assert sheet.oddFooter.center.text == "Page &P of &N"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.freeze_panes
        assert sheet.print_area


def test_long_table_repeats_its_headings_on_every_page():
    file = books.opened(books.rendered("open"))

    assert file["Questions"].print_title_rows == "$3:$3"
    assert file["Where to start"].print_title_rows is None


def test_charts_are_native_and_say_what_they_show():
    parts = members(books.rendered("everything"))
    drawn = [name for name in parts if name.startswith("xl/charts/chart")]
    words = b"".join(part for name, part in parts.items() if name.startswith("xl/drawings/drawing"))

    assert len(drawn) == 2
    assert b"<c:radarChart>" in b"".join(parts[name] for name in drawn)
    assert words.count(b'descr="') == 2
    assert b"The score of each main question" in words


def test_chart_leaves_a_gap_where_a_figure_is_hidden():
    report = books.every()["open"]
    assert report.pillars is not None
    first, *others = report.pillars.pillars
    unknown = replace(first, figure=None, degree=None)
    changed = replace(report, pillars=replace(report.pillars, pillars=(unknown, *others)))

    sheet = books.opened(xlsx.render(workbook.build(changed), books.LOOK))["Pillars"]

    heading = next(row for row in range(20, 80) if sheet.cell(row, 2).value == "All who answered")
    assert sheet.cell(heading + 1, 1).value == first.name
    assert sheet.cell(heading + 1, 2).value is None
    assert sheet.cell(heading + 2, 2).value == others[0].figure.score


def test_logo_stands_on_the_summary_with_its_words():
    out = io.BytesIO()
    Image.new("RGB", (600, 120), "#7a1f3d").save(out, "PNG")
    look = Look("#7a1f3d", Logo(out.getvalue(), 600, 120, 'Logo of "Acme" & Co'))

    parts = members(xlsx.render(books.book("pulse"), look))

    assert [name for name in parts if name.startswith("xl/media/")] == ["xl/media/image1.png"]
    assert b"Logo of &quot;Acme&quot; &amp; Co" in parts["xl/drawings/drawing1.xml"]


@pytest.mark.parametrize("number", range(len(books.PAYLOADS)))
def test_hostile_text_stays_text(number: int):
    payload = books.PAYLOADS[number]
    report = books.hostile(books.every()["withheld"], payload)

    content = xlsx.render(workbook.build(report), books.LOOK)

    sheet = books.opened(content, values=False)["Summary"]
    named = {row[0].value: row[1] for row in sheet.iter_rows(max_col=2)}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert named["Organisation"].value == (texts.clean(payload) if payload.strip() else "–")
    assert not sheet._hyperlinks


def test_hostile_names_of_columns_and_sheets_are_made_unlike():
    columns = tuple(Column(f"c{place}", "=A & B", "text", 12) for place in range(3))
    cells = books.book("open").sheets[1].rows[0][:3]
    sheet = Sheet("one", "a/b:[c]*?'", "=H", None, (), columns, (cells,), ())
    book = replace(books.book("open"), sheets=(sheet, replace(sheet, id="two")))

    file = books.opened(xlsx.render(book, books.LOOK))

    assert file.sheetnames == ["a b  c", "a b  c (2)"]
    assert [cell.value for cell in file["a b  c"][3]] == ["=A & B", "=A & B (2)", "=A & B (3)"]


def test_fact_without_a_value_says_why():
    sheet = books.book("open").sheets[0]
    cell = replace(sheet.facts[0].cell, value=None, why="Not shown", place=None)
    book = replace(books.book("open"), sheets=(replace(sheet, facts=(Fact("Result", cell),)),))

    file = books.opened(xlsx.render(book, books.LOOK))

    assert (file["Summary"]["A4"].value, file["Summary"]["B4"].value) == ("Result", "Not shown")


def test_renderer_needs_neither_django_nor_the_builder():
    code = (
        "import sys, reports.renderers.xlsx; "
        "sys.exit(any(name == 'django' or name.startswith('reports.builder') for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_texts_are_cut_to_what_a_workbook_holds():
    assert texts.clean("a\x00\x0b\ud800b\r\nc") == "ab\nc"
    assert len(texts.clean("x" * 40_000)) == 32_767
    assert texts.paper("R&D\n\u202eLtd", 40) == "R&&D Ltd"
    assert texts.sheet_names(["x" * 40, "x" * 40]) == ("x" * 30 + "…", "x" * 27 + " (2)")
    assert texts.lines("one\n" + "x" * 25, 10) == 4
