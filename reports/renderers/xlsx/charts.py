"""Native charts: they follow a small table beneath them, whose cells follow the table of the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.charts import palette
from reports.document.workbook import Chart, Drawn

BESIDE = {"target": (palette.INK_3, "dash", "none"), "agreed": (palette.INK, "long_dash", "diamond")}
SIZES = {"radar": (760, 560), "bar": (760, 260)}
TITLE = 255
MANY = 12  # pillars around a radar whose names want more room


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a chart is drawn on; `count` rows are drawn."""

    book: xlsxwriter.Workbook
    sheet: Worksheet
    colour: str
    count: int


def draw(page: Canvas, chart: Chart, *, at: int, heading: int) -> None:
    """Draw a chart at a row, of the small table whose headings stand in another."""
    kind = {"type": "radar", "subtype": "with_markers"} if chart.kind == "radar" else {"type": "bar"}
    drawing = page.book.add_chart(kind)
    for place, series in enumerate(chart.series, start=1):
        cells = _cells(page.sheet.get_name(), place, heading, page.count)
        drawing.add_series({**cells, **_look(chart, series, page.colour)})
    title = {"name": chart.title[:TITLE], "name_font": {"size": 12, "bold": True}, "overlay": False}
    drawing.set_title(title)
    _axes(drawing, chart)
    width, height = SIZES[chart.kind]
    wider = 1.25 if page.count > MANY else 1.0
    drawing.set_size({"width": width * wider, "height": height})
    placed = {"description": chart.words, "object_position": 1, "x_offset": 4, "y_offset": 4}
    page.sheet.insert_chart(at, 0, drawing, placed)


def _cells(sheet: str, place: int, heading: int, count: int) -> dict[str, Any]:
    first, last = heading + 1, heading + count
    return {
        "name": [sheet, heading, place],
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, place, last, place],
    }


def _look(chart: Chart, series: Drawn, colour: str) -> dict[str, Any]:
    """Return how a series is drawn: what was measured as a line, what is beside it as the report draws it."""
    if chart.kind == "bar":
        return {"fill": {"color": colour}, "gap": 60, "data_labels": {"value": True, "num_format": "0"}}
    own, dash, sign = BESIDE.get(series.column, (colour, "solid", "circle"))
    marker = {"type": sign, "size": 7, "fill": {"color": own}, "border": {"color": own}}
    return {"line": {"color": own, "width": 2.25, "dash_type": dash}, "marker": marker}


def _axes(drawing: Any, chart: Chart) -> None:
    lines = {"visible": True, "line": {"color": palette.LINE_2, "width": 0.75}}
    scale = {"min": 0, "max": 100, "major_unit": 25, "major_gridlines": lines, "num_format": "0"}
    if chart.kind == "radar":
        drawing.set_x_axis({"num_font": {"size": 9}})
        drawing.set_y_axis(scale)
        drawing.set_legend({"position": "bottom"})
    else:
        drawing.set_x_axis(scale)
        drawing.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
        drawing.set_legend({"none": True})
    drawing.show_blanks_as("gap")
