"""A workbook as a file for office programs: no macro, no link, and no formula but our own differences."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.document import Look
from reports.document.workbook import Papers, Workbook
from reports.renderers.xlsx import sheets, texts
from reports.renderers.xlsx.sheets import Page
from reports.renderers.xlsx.styles import FONT, Styles

__all__ = ["render"]

A4 = 9
PRINTED = (770.0, 460.0)  # points of a page that can be printed on
CHARACTER = 5.6  # points
FROZEN_TO = 4  # a table that begins lower keeps the heading of the sheet alone in sight
SETTINGS = {
    "in_memory": True,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(workbook: Workbook, look: Look) -> bytes:
    """Return the file; the same workbook and look always give the same bytes."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {**SETTINGS, "default_format_properties": dict(FONT)}) as book:
        _properties(book, workbook)
        styles = Styles(book, look)
        names = texts.sheet_names(sheet.name for sheet in workbook.sheets)
        for name, source in zip(names, workbook.sheets, strict=True):
            sheet = book.add_worksheet(name)
            page = sheets.write(book, sheet, source, styles, look)
            _view(sheet, page)
            _print(sheet, page, workbook.papers)
            sheet.set_tab_color(look.colour)
    return out.getvalue()


def _properties(book: xlsxwriter.Workbook, workbook: Workbook) -> None:
    papers = workbook.papers
    book.set_properties(
        {
            "title": texts.one_line(f"{papers.organisation}: {papers.title}", 255),
            "subject": texts.one_line(f"{papers.marking} {papers.version}", 255),
            "author": texts.one_line(papers.consultancy or papers.organisation, 255),
            "company": texts.one_line(papers.organisation, 255),
            "comments": f"{papers.check} {workbook.checksum}",
            "created": datetime.combine(papers.on, time(), UTC),
        }
    )


def _view(sheet: Worksheet, page: Page) -> None:
    """Keep the headings of the table and the names of its rows in sight."""
    sheet.hide_gridlines(2)
    if page.headed is not None and page.headed < FROZEN_TO:
        sheet.freeze_panes(page.headed + 1, 1)
    else:
        sheet.freeze_panes(1, 0)


def _of_a_page(page: Page) -> float:
    """Return how many points of a sheet fit on a printed page, by how far its width is drawn together."""
    return PRINTED[1] * max(page.characters * CHARACTER / PRINTED[0], 1.0)


def _print(sheet: Worksheet, page: Page, papers: Papers) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, max(page.row - 1, 1), page.last)
    if page.headed is not None and page.height > _of_a_page(page):
        sheet.repeat_rows(page.headed)
    sheet.set_h_pagebreaks(page.breaks)
    organisation, marking = texts.paper(papers.organisation, 80), texts.paper(papers.marking, 40)
    sheet.set_header(f"&L{organisation}&R{marking}")
    left = texts.paper(f"{papers.check} · {papers.date_words}", 70)
    right = texts.paper(" · ".join(one for one in (papers.version, papers.footer) if one), 70)
    sheet.set_footer(f"&L{left}&C{texts.paper(papers.page, 12)} &P {texts.paper(papers.of, 8)} &N&R{right}")
