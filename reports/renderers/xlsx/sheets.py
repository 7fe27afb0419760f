"""One sheet from top to bottom: heading, message, facts, table, notes, chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from assessments import tables
from reports.document import Logo, Look
from reports.document.workbook import Cell, Chart, Column, Fact, Sheet
from reports.renderers.xlsx import charts, texts
from reports.renderers.xlsx.styles import Styles

LINE = 13.5  # points of a line of text
HEADING = 27.0
LARGE = 0.55  # letters of a heading in the width of one of the table
PIXELS = 7  # of a character of a column
HIGHEST = 400.0  # points; no row may be higher than 409
FACTS = (30, 60, 30)  # characters, on a sheet without a table
LOGO = 44  # pixels high
WIDEST_LOGO = 260
FILTER = 3  # characters that the button of a filter covers
CHART_ROWS = {"radar": 30, "bar": 15}  # rows that a chart covers
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
    height: float = 0.0  # points of the table

    @property
    def widths(self) -> tuple[int, ...]:
        return tuple(column.width for column in self.source.columns) or FACTS

    @property
    def last(self) -> int:
        """Return the place of the last column."""
        return len(self.widths) - 1

    @property
    def characters(self) -> int:
        return sum(self.widths)


def write(book: xlsxwriter.Workbook, sheet: Worksheet, source: Sheet, styles: Styles, look: Look) -> Page:
    """Write a sheet and return how far it went."""
    page = Page(book, sheet, source, styles)
    for place, width in enumerate(page.widths):
        sheet.set_column(place, place, width)
    _heading(page, look.logo if source.id == "summary" else None)
    for fact in source.facts:
        _fact(page, fact)
    if source.columns:
        _table(page)
    heading = _chart(page, source.chart) if source.chart else 0
    for note in source.notes:
        _statement(page, note.plain, styles.note)
    if source.chart:
        _drawn_from(page, source.chart)
        canvas = charts.Canvas(book, sheet, look.colour, len(source.rows))
        charts.draw(canvas, source.chart, at=heading, heading=page.row - len(source.rows) - 1)
    return page


def _heading(page: Page, logo: Logo | None) -> None:
    """Write what the sheet is about, left of the logo where there is one."""
    text, last = texts.clean(page.source.heading), page.last - 1 if logo else page.last
    lines = texts.lines(text, sum(page.widths[: last + 1]) * LARGE)
    _across(page, (0, last), text, page.styles.heading)
    page.sheet.set_row(0, min(max(HEADING * lines, LOGO if logo else 0), HIGHEST))
    if logo:
        _logo(page, logo)
    page.row = 1
    if page.source.message:
        _statement(page, page.source.message.plain, page.styles.message)
    page.row += 1


def _logo(page: Page, logo: Logo) -> None:
    """Put the logo at the right edge, as high as its row."""
    scale = min(LOGO / logo.height, WIDEST_LOGO / logo.width)
    beside = max(page.widths[-1] * PIXELS - logo.width * scale, 0)
    size = {"x_scale": scale, "y_scale": scale, "x_offset": beside, "y_offset": 6, "object_position": 3}
    image = {"image_data": BytesIO(logo.png), "description": texts.clean(logo.words)}
    page.sheet.insert_image(0, page.last, "logo.png", {**size, **image})


def _statement(page: Page, text: str, style: Format) -> None:
    """Write a statement over the whole width, as high as its lines."""
    _across(page, (0, page.last), texts.clean(text), style)
    _high(page, page.row, texts.lines(texts.clean(text), page.characters))
    page.row += 1


def _fact(page: Page, fact: Fact) -> None:
    """Write what it is about, and beside it what it is."""
    name, cell = texts.clean(fact.name), fact.cell
    page.sheet.write_string(page.row, 0, name, page.styles.fact)
    text = texts.clean(cell.why if cell.value is None else str(cell.value))
    if cell.place:
        page.sheet.write_string(page.row, 1, text, page.styles.degree(cell.place))
    else:
        _across(
            page,
            (1, page.last),
            text,
            page.styles.why() if cell.value is None else page.styles.value("words"),
        )
    beside = page.characters - page.widths[0]
    _high(page, page.row, max(texts.lines(name, page.widths[0]), texts.lines(text, beside)))
    page.row += 1


def _across(page: Page, places: tuple[int, int], text: str, style: Format) -> None:
    """Write a text from one column to another."""
    first, last = places
    if first < last:
        page.sheet.merge_range(page.row, first, page.row, last, "", style)
    page.sheet.write_string(page.row, first, text, style)


def _high(page: Page, row: int, lines: int) -> float:
    """Make a row as high as so many lines and return its height."""
    height = min(LINE * lines + 3, HIGHEST)
    page.sheet.set_row(row, height)
    return height


def _table(page: Page) -> None:
    """Write the table with its filter; one without rows keeps its headings."""
    page.row += 1 if page.source.facts else 0
    columns, rows = page.source.columns, page.source.rows
    names = texts.headings(column.name for column in columns)
    page.headed = page.row
    if rows:
        formats = [page.styles.column(column.kind) for column in columns]
        named = [{"header": n, "header_format": f} for n, f in zip(names, formats, strict=True)]
        area = (page.row, 0, page.row + len(rows), page.last)
        page.sheet.add_table(*area, {**TABLE, "columns": named, "name": f"t_{page.source.id}"})
    for place, (name, column) in enumerate(zip(names, columns, strict=True)):
        page.sheet.write_string(page.row, place, name, page.styles.column(column.kind))
    tallest = max(
        texts.lines(name, column.width - FILTER) for name, column in zip(names, columns, strict=True)
    )
    page.height += _high(page, page.row, max(tallest, 2))
    for row, cells in enumerate(rows, start=page.row + 1):
        _row(page, row, cells)
    page.row += len(rows) + 2


def _row(page: Page, row: int, cells: tuple[Cell, ...]) -> None:
    lines = 1
    for place, (column, cell) in enumerate(zip(page.source.columns, cells, strict=True)):
        _cell(page, row, place, column, cell)
        shown = texts.clean(cell.why if cell.value is None else str(cell.value))
        lines = max(lines, texts.lines(shown, column.width - 2 - (place == 0)))
    page.height += _high(page, row, lines)


def _cell(page: Page, row: int, place: int, column: Column, cell: Cell) -> None:
    value, sheet = cell.value, page.sheet
    if value is None:
        sheet.write_string(row, place, texts.clean(cell.why), page.styles.why(column.kind))
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), page.styles.value("date"))
    elif isinstance(value, int):
        _number(page, row, place, column, cell)
    else:
        text = texts.clean(value.plain)
        style = page.styles.value(column.kind, first=place == 0, quoted=tables.calculated(text))
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


def _chart(page: Page, chart: Chart) -> int:
    """Leave room for the chart, on a page of its own when printed, and return where it begins."""
    at = page.row
    page.breaks.append(at)
    page.row = at + CHART_ROWS[chart.kind]
    return at


def _drawn_from(page: Page, chart: Chart) -> None:
    """Write what a chart is drawn from."""
    page.row += 1
    page.sheet.write_string(page.row, 0, texts.clean(chart.data_heading), page.styles.part)
    page.row += 1
    _statement(page, chart.data_note, page.styles.note)
    _drawn(page, chart, page.row)
    page.row += len(page.source.rows) + 1


def _drawn(page: Page, chart: Chart, heading: int) -> None:
    """Write cells that follow those of the table; what is not shown there stays empty here."""
    ids = [column.id for column in page.source.columns]
    used = [ids.index(chart.names), *(ids.index(one.column) for one in chart.series)]
    names = [
        texts.clean(name) for name in (page.source.columns[used[0]].name, *(s.name for s in chart.series))
    ]
    for place, name in enumerate(names):
        page.sheet.write_string(heading, place, name, page.styles.column("score" if place else "text"))
    _high(
        page,
        heading,
        max(texts.lines(name, width - 1) for name, width in zip(names, page.widths, strict=False)),
    )
    for number, cells in enumerate(page.source.rows, start=1):
        for place, source in enumerate(used):
            _follow(page, cells[source], heading + number, place, ((page.headed or 0) + number, source))


def _follow(page: Page, cell: Cell, row: int, place: int, of: tuple[int, int]) -> None:
    """Write a cell that is equal to another one; nothing where that one has no value."""
    if cell.value is None:
        return
    shown = cell.value if isinstance(cell.value, int) else texts.clean(str(cell.value))
    style = page.styles.value("score" if place else "text")
    page.sheet.write_formula(row, place, f"={xl_rowcol_to_cell(*of)}", style, shown)
    if not place:
        _high(page, row, texts.lines(str(shown), page.widths[0] - 1))
