"""One sheet from top to bottom: heading, message, facts, table, notes, chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from assessments import tables
from reports.document import Logo, Look
from reports.document.workbook import Cell, Chart, Column, Fact, Sheet
from reports.renderers.xlsx import charts, texts
from reports.renderers.xlsx.styles import Styles

LINE = 15.75  # points of a line of text
HEADING = 27.0
FEWEST_WIDTH = 70  # characters over which a statement runs at least
LOGO = 44  # pixels high
CHART_ROWS = {"radar": 29, "bar": 14}  # rows that a chart covers
TABLE = {"style": "Table Style Light 1", "banded_rows": True}


@dataclass
class Page:
    """A sheet in the making, and the row that comes next."""

    book: xlsxwriter.Workbook
    sheet: Worksheet
    source: Sheet
    styles: Styles
    row: int = 0
    breaks: list[int] = field(default_factory=list)
    headed: int | None = None  # the row of the headings of the table

    @property
    def width(self) -> int:
        """Return how many columns are used."""
        return max(len(self.source.columns), 2)

    @property
    def characters(self) -> float:
        widths = [float(column.width) for column in self.source.columns]
        return sum(widths) if widths else float(FEWEST_WIDTH)


def write(book: xlsxwriter.Workbook, sheet: Worksheet, source: Sheet, styles: Styles, look: Look) -> Page:
    """Write a sheet and return how far it went."""
    page = Page(book, sheet, source, styles)
    _columns(page)
    _heading(page, look.logo if source.id == "summary" else None)
    for fact in source.facts:
        _fact(page, fact)
    if source.columns:
        _table(page)
    for note in source.notes:
        _statement(page, note.plain, styles.note)
    if source.chart:
        _chart(page, source.chart, look)
    return page


def _columns(page: Page) -> None:
    for place, column in enumerate(page.source.columns):
        page.sheet.set_column(place, place, column.width)
    if not page.source.columns:
        page.sheet.set_column(0, 0, 30)
        page.sheet.set_column(1, 1, FEWEST_WIDTH)


def _heading(page: Page, logo: Logo | None) -> None:
    page.sheet.set_row(0, max(HEADING, LOGO * 0.8) if logo else HEADING)
    page.sheet.write_string(0, 0, texts.clean(page.source.heading), page.styles.heading)
    if logo:
        _logo(page, logo)
    page.row = 1
    if page.source.message:
        _statement(page, page.source.message.plain, page.styles.message)
    page.row += 1


def _logo(page: Page, logo: Logo) -> None:
    scale = LOGO / logo.height
    place = max(page.width - 1, 1)
    options = {"image_data": BytesIO(logo.png), "description": texts.clean(logo.words), "object_position": 3}
    page.sheet.insert_image(
        0, place, "logo.png", {**options, "x_scale": scale, "y_scale": scale, "y_offset": 2}
    )


def _statement(page: Page, text: str, style: object) -> None:
    """Write a statement over the whole width, as high as its lines."""
    shown = texts.clean(text)
    page.sheet.merge_range(page.row, 0, page.row, page.width - 1, "", style)
    page.sheet.write_string(page.row, 0, shown, style)
    page.sheet.set_row(page.row, LINE * texts.lines(shown, page.characters))
    page.row += 1


def _fact(page: Page, fact: Fact) -> None:
    text = texts.clean(fact.cell.value.plain if hasattr(fact.cell.value, "plain") else str(fact.cell.value))
    page.sheet.write_string(page.row, 0, texts.clean(fact.name), page.styles.fact)
    style = page.styles.value("words")
    if fact.cell.value is None:
        text, style = fact.cell.why, page.styles.why()
    elif fact.cell.place:
        style = page.styles.degree(fact.cell.place)
    page.sheet.merge_range(page.row, 1, page.row, page.width - 1, "", style)
    page.sheet.write_string(page.row, 1, text, style)
    page.row += 1


def _table(page: Page) -> None:
    """Write the table with its filter; one without rows keeps its headings."""
    page.row += 1 if page.source.facts else 0
    head, columns = page.row, page.source.columns
    names = texts.headings(column.name for column in columns)
    page.headed = head
    if page.source.rows:
        named = [{"header": name, "header_format": page.styles.column} for name in names]
        area = (head, 0, head + len(page.source.rows), len(columns) - 1)
        page.sheet.add_table(*area, {**TABLE, "columns": named, "name": f"t_{page.source.id}"})
    for place, name in enumerate(names):
        page.sheet.write_string(head, place, name, page.styles.column)
    for row, cells in enumerate(page.source.rows, start=head + 1):
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            _cell(page, row, place, column, cell)
    page.row = head + len(page.source.rows) + 2


def _cell(page: Page, row: int, place: int, column: Column, cell: Cell) -> None:
    value, sheet, first = cell.value, page.sheet, place == 0
    if value is None:
        sheet.write_string(row, place, texts.clean(cell.why), page.styles.why())
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), page.styles.value("date"))
    elif isinstance(value, int):
        _number(page, row, place, column, cell)
    else:
        text = texts.clean(value.plain)
        style = page.styles.value(column.kind, first=first, quoted=tables.calculated(text))
        sheet.write_string(row, place, text, page.styles.degree(cell.place) if cell.place else style)


def _number(page: Page, row: int, place: int, column: Column, cell: Cell) -> None:
    """Write a whole number, as a formula where it is the difference of two cells of its row."""
    style = page.styles.value(column.kind)
    if cell.difference is None:
        page.sheet.write_number(row, place, cell.value, style)
        return
    ids = [one.id for one in page.source.columns]
    of, minus = (
        xl_rowcol_to_cell(row, ids.index(id_)) for id_ in (cell.difference.of, cell.difference.minus)
    )
    page.sheet.write_formula(row, place, f"={of}-{minus}", style, cell.value)


def _chart(page: Page, chart: Chart, look: Look) -> None:
    """Write the chart on a page of its own when printed, and what it is drawn from beneath it."""
    at = page.row + 1
    page.breaks.append(at)
    page.row = at + CHART_ROWS[chart.kind]
    page.sheet.write_string(page.row, 0, texts.clean(chart.data_heading), page.styles.part)
    page.row += 1
    _statement(page, chart.data_note, page.styles.note)
    heading = page.row
    _drawn(page, chart, heading)
    canvas = charts.Canvas(page.book, page.sheet, look.colour, len(page.source.rows))
    charts.draw(canvas, chart, at=at, heading=heading)
    page.row = heading + canvas.count + 1


def _drawn(page: Page, chart: Chart, heading: int) -> None:
    """Write cells that follow those of the table; what is not shown there stays empty here."""
    ids = [column.id for column in page.source.columns]
    used = [ids.index(chart.names), *(ids.index(one.column) for one in chart.series)]
    for place, name in enumerate((page.source.columns[used[0]].name, *(one.name for one in chart.series))):
        page.sheet.write_string(heading, place, texts.clean(name), page.styles.column)
    for number, cells in enumerate(page.source.rows, start=1):
        for place, source in enumerate(used):
            value = cells[source].value
            if value is None:
                continue
            at = xl_rowcol_to_cell((page.headed or 0) + number, source)
            shown = value if isinstance(value, int) else texts.clean(str(value))
            style = page.styles.value("score" if place else "text")
            page.sheet.write_formula(heading + number, place, f"={at}", style, shown)
