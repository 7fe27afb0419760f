"""Turn a geometry into SVG by the template of its kind."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.template import Context, Engine

from reports.charts import dumbbell, journey, palette
from reports.charts.bars import Bars
from reports.charts.distribution import Distribution
from reports.charts.dots import Dots
from reports.charts.dumbbell import Dumbbell, Shape
from reports.charts.gauge import Gauge
from reports.charts.interval import Interval
from reports.charts.journey import Journey
from reports.charts.radar import Radar
from reports.charts.timeline import Timeline
from reports.charts.tracks import Tracks

if TYPE_CHECKING:
    from django.template.base import Template
    from django.utils.safestring import SafeString


class Chart(Protocol):
    """What every chart has."""

    @property
    def id(self) -> str:
        """Return the id that keeps title and description of one page apart."""


_TEMPLATES: Final[dict[type[Any], str]] = {
    Bars: "bars",
    Distribution: "distribution",
    Dots: "dots",
    Dumbbell: "dumbbell",
    Gauge: "gauge",
    Interval: "interval",
    Journey: "journey",
    Radar: "radar",
    Timeline: "timeline",
    Tracks: "tracks",
}


@cache
def _template(name: str) -> Template:
    """Compile a template once for the life of the process."""
    return Engine.get_default().get_template(f"reports/charts/{name}.svg")


def mark(place: int) -> SafeString:
    """Return the shape of the group at a place as a picture that says nothing by itself."""
    return shape_of(dumbbell.shape(place))


def shape_of(shape: Shape) -> SafeString:
    """Return a shape as a picture that says nothing by itself."""
    context = Context({"mark": dumbbell.Mark(8, 8, shape, "")}, use_l10n=False)
    context["chrome"] = palette.CHROME
    return _template("legend").render(context)


def sign(value: float) -> SafeString:
    """Return the sign of a stage as a picture that says nothing by itself."""
    context = Context({"sign": journey.Sign(8, 8, value), "chrome": palette.CHROME}, use_l10n=False)
    return _template("sign_key").render(context)


def svg(chart: Chart) -> SafeString:
    """Return the SVG of a chart; every text in it is escaped, numbers stay as SVG wants them."""
    context = Context({"chart": chart, "chrome": palette.CHROME}, use_l10n=False)
    return _template(_TEMPLATES[type(chart)]).render(context)
