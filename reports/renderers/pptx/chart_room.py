"""How much of a chart its names, its numbers and its legend take, and what is left to draw in."""

from __future__ import annotations

from typing import Any, Final

from reports.document.deck import Chart
from reports.renderers.pptx import metrics, texts, xml
from reports.renderers.pptx.geometry import Box

_MANY: Final = 12  # categories from which letters are smaller
_LEGEND_LINE: Final = 18.0
_FOOT: Final = 24.0  # the numbers of the axis
_GAP: Final = 12.0
_WIDEST_NAME: Final = 0.34  # of the chart
_BEHIND: Final = 0.16  # of the chart, for the name of a degree behind a bar
_ROUND_NAME: Final = 0.29
_ROUND_LINES: Final = 2  # above and below a circle
_BARS_LEGEND: Final = 2  # lines


def letters(chart: Chart) -> int:
    """Return the size of letters in a chart."""
    return 11 if len(chart.categories) <= _MANY else 9


def has_legend(chart: Chart) -> bool:
    """Tell whether colours are named below a chart; degrees are named beside their bars."""
    named = any(series.role == "degree" for series in chart.series)
    return chart.kind == "shares" or (chart.kind != "spans" and not named)


def settle(drawn: Any, chart: Chart, box: Box) -> None:
    """Say where the plot stands, so that every program leaves the same room for words."""
    left, top, width, height = _circle(chart, box) if chart.kind == "radar" else _plot(chart, box)
    area = drawn._chartSpace.chart.plotArea
    old = xml.child(area, "c:layout")
    if old is not None:
        area.remove(old)
    sides = {"x": left / box.width, "y": top / box.height, "w": width / box.width, "h": height / box.height}
    shares = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in sides.items())
    area.insert(
        0,
        xml.element(
            "<c:layout><c:manualLayout>"
            '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{shares}</c:manualLayout></c:layout>",
            "c",
        ),
    )


def _widest(chart: Chart) -> float:
    return max(metrics.width(texts.clean(name), letters(chart)) for name in chart.categories)


def _plot(chart: Chart, box: Box) -> tuple[float, float, float, float]:
    left = min(_widest(chart), box.width * _WIDEST_NAME) + _GAP
    named = chart.kind == "bars" and any(series.role == "degree" for series in chart.series)
    behind = box.width * _BEHIND if named else _FOOT
    foot = _FOOT + _legend_lines(chart) * _LEGEND_LINE
    return left, 4.0, box.width - left - behind, box.height - foot - 4.0


def _legend_lines(chart: Chart) -> int:
    if not has_legend(chart):
        return 0
    return len(chart.series) if chart.kind == "shares" else _BARS_LEGEND


def _circle(chart: Chart, box: Box) -> tuple[float, float, float, float]:
    """Return the square that the circle stands in."""
    line = letters(chart) * 1.3
    legend = _LEGEND_LINE * len(chart.series)
    room = box.height - legend - 2 * line * _ROUND_LINES - _GAP
    beside = min(_widest(chart), box.width * _ROUND_NAME) + _GAP
    side = min(room, box.width - 2 * beside)
    return (box.width - side) / 2, line * _ROUND_LINES, side, side
