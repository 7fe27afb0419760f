"""Charts that can be edited: numbers in a sheet behind each, colours from the theme."""

from __future__ import annotations

from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from reports.document.deck import Chart, ChartKind, Deck
from reports.renderers.pptx import chart_room, chart_series, chart_sheets, texts, xml
from reports.renderers.pptx.geometry import Box

_TYPES: Final[dict[ChartKind, XL_CHART_TYPE]] = {
    "radar": XL_CHART_TYPE.RADAR_MARKERS,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "spans": XL_CHART_TYPE.BAR_STACKED,
    "shares": XL_CHART_TYPE.BAR_STACKED_100,
}
_ON_TOP: Final = 100  # overlap of series of which each category has one
_ENDS: Final[dict[ChartKind, tuple[float, float]]] = {"shares": (1, 0.25)}  # of a whole
_SCALE: Final = (100, 25)
_FEW, _FEW_GAP = 5, 120  # bars that need not fill their chart
_STACKED: Final = {"spans", "shares"}


def add(slide: Any, chart: Chart, box: Box, deck: Deck) -> Any:
    """Add a chart to a slide and return its frame."""
    frame = slide.shapes.add_chart(_TYPES[chart.kind], *box.emu(), _data(chart))
    xml.describe(frame, texts.clean(chart.words), "Chart")
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(chart_sheets.sheet(chart, deck.on))
    drawn.has_title = False
    drawn.font.size = Pt(chart_room.letters(chart))
    _axes(drawn, chart, box)
    _legend(drawn, chart)
    chart_series.dress(drawn, chart)
    return frame


def _data(chart: Chart) -> Any:
    data = CategoryChartData(number_format="0")
    data.categories = [texts.clean(category) for category in chart.categories]
    for series in chart.series:
        data.add_series(texts.clean(series.name), series.values)
    return data


def _axes(drawn: Any, chart: Chart, box: Box) -> None:
    axis = drawn.value_axis
    axis.minimum_scale = 0
    axis.maximum_scale, axis.major_unit = _ENDS.get(chart.kind, _SCALE)
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_6
    axis.major_gridlines.format.line.width = Pt(0.5)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(9)
    axis.tick_labels.font.color.theme_color = MSO_THEME_COLOR.ACCENT_5
    chart_room.settle(drawn, chart, box)
    if chart.kind == "radar":
        return
    named = drawn.category_axis
    named.major_tick_mark = XL_TICK_MARK.NONE
    named.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    named.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_5
    if chart.kind != "columns":
        named.reverse_order = True
        axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # at the foot, since the order is turned
    _bars(drawn, chart)


def _bars(drawn: Any, chart: Chart) -> None:
    plot = drawn.plots[0]
    alone = chart.kind in _STACKED or any(series.role == "degree" for series in chart.series)
    plot.gap_width = (
        _FEW_GAP if chart.kind in _STACKED and len(chart.categories) < _FEW else 45 if alone else 70
    )
    plot.overlap = _ON_TOP if alone else -5


def _legend(drawn: Any, chart: Chart) -> None:
    drawn.has_legend = chart_room.has_legend(chart)
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(11)
