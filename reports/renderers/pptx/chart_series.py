"""The series of a chart: colour by what they mean, numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.util import Pt

from reports.document.deck import Chart, ChartSeries, Role
from reports.renderers.pptx import texts, theme, xml

_FILLS: Final[dict[Role, MSO_THEME_COLOR | None]] = {
    "measured": MSO_THEME_COLOR.ACCENT_1,
    "second": MSO_THEME_COLOR.ACCENT_5,
    "third": MSO_THEME_COLOR.ACCENT_6,
    "span": MSO_THEME_COLOR.ACCENT_5,
    "cut": MSO_THEME_COLOR.ACCENT_5,
    "base": None,
    "rest": None,
}
_PALE: Final = 0.85  # how much lighter than its degree a step between two descriptions is
_NARROW: Final = 0.06  # of a bar, below which a number has no room
_LABEL_AT: Final[dict[Role, XL_LABEL_POSITION]] = {
    "base": XL_LABEL_POSITION.INSIDE_END,
    "rest": XL_LABEL_POSITION.INSIDE_BASE,
    "span": XL_LABEL_POSITION.CENTER,
}


def dress(drawn: Any, chart: Chart) -> None:
    """Give every series its colour and its labels."""
    wholes = [sum(value or 0 for value in values) for values in zip(*_values(chart), strict=True)]
    for target, series in zip(drawn.plots[0].series, chart.series, strict=True):
        (_line if chart.kind == "radar" else _fill)(target, series)
        if chart.kind == "shares":
            _counts(target, series, wholes)
        elif series.role != "cut":
            _labels(target, series, lines=chart.kind == "radar")


def _values(chart: Chart) -> list[tuple[float | None, ...]]:
    return [series.values for series in chart.series]


def _counts(target: Any, series: ChartSeries, wholes: Sequence[float]) -> None:
    """Write people into the bars that have room for it."""
    for number, (value, whole) in enumerate(zip(series.values, wholes, strict=True)):
        if not value or value / whole < _NARROW:
            continue
        label = target.points[number].data_label
        label.position = XL_LABEL_POSITION.CENTER
        label.font.size, label.font.bold = Pt(14), True
        pale = series.role == "between"
        label.font.color.theme_color = MSO_THEME_COLOR.TEXT_1 if pale else MSO_THEME_COLOR.BACKGROUND_1


def colour(series: ChartSeries) -> MSO_THEME_COLOR | None:
    """Return the colour of a series, None where it has none."""
    if series.place is not None:
        return theme.DEGREES[series.place - 1]
    return _FILLS.get(series.role)


def _fill(target: Any, series: ChartSeries) -> None:
    target.invert_if_negative = False
    tone = colour(series)
    if tone is None:
        target.format.fill.background()
        target.format.line.fill.background()
        return
    target.format.fill.solid()
    target.format.fill.fore_color.theme_color = tone
    if series.role == "between":
        target.format.fill.fore_color.brightness = _PALE
        target.format.line.color.theme_color = tone
        target.format.line.width = Pt(0.75)


def _line(target: Any, series: ChartSeries) -> None:
    tone = colour(series) or MSO_THEME_COLOR.TEXT_1
    target.smooth = False
    line = target.format.line
    line.color.theme_color = tone
    line.width = Pt(1 if series.role == "cut" else 2.25)
    if series.role in {"second", "cut"}:
        line.dash_style = MSO_LINE.DASH if series.role == "second" else MSO_LINE.SQUARE_DOT
    marker = target.marker
    if series.role == "cut":
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style = XL_MARKER_STYLE.DIAMOND if series.role == "second" else XL_MARKER_STYLE.CIRCLE
    marker.size = 7
    marker.format.fill.solid()
    marker.format.fill.fore_color.theme_color = tone
    marker.format.line.color.theme_color = tone


def _labels(target: Any, series: ChartSeries, *, lines: bool) -> None:
    if series.labels:
        _written(target, series)
        return
    if series.role in {"base", "rest", "span"} or (lines and series.role == "second"):
        return
    labels = target.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = "0", False
    labels.font.size = Pt(11)
    labels.font.bold = True
    if not lines:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    if series.role == "degree":
        labels.show_series_name = True
        _between(labels, " ")


def _between(labels: Any, words: str) -> None:
    """Set what stands between the name of a series and its number."""
    last = xml.child(labels._element, "c:showBubbleSize")
    separator = xml.element("<c:separator/>", "c")
    separator.text = words
    last.addnext(separator)


def _written(target: Any, series: ChartSeries) -> None:
    for number, words in enumerate(series.labels):
        if not words:
            continue
        label = target.points[number].data_label
        label.text_frame.text = texts.clean(words)
        label.text_frame.paragraphs[0].runs[0].font.size = Pt(10)
        label.position = _LABEL_AT.get(series.role, XL_LABEL_POSITION.OUTSIDE_END)
