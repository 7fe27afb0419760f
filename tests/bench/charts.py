"""The radar as SVG against the same radar as a Plotly figure."""

from __future__ import annotations

from collections.abc import Iterator

from plotly import graph_objects

from assessments import results
from reports import pictures, written
from reports.charts import drawing
from reports.renderers import pdf
from tests import factories
from tests.bench.figures import Figure, cpu_ms


def measure() -> Iterator[Figure]:
    """Yield time and ratio of the radar of a round of 18 people."""
    assessment = factories.round_of(18)
    report = written.report(assessment, results.current(assessment))
    assert report.pillars is not None
    part, levels = report.pillars.radar, pdf.levels(report)

    def svg() -> object:
        chart = pictures.radar(part, levels)
        assert chart is not None
        return drawing.svg(chart)

    def figure() -> object:
        trace = graph_objects.Scatterpolar(
            r=part.everybody.values, theta=[axis.label for axis in part.axes], fill="toself"
        )
        return graph_objects.Figure(trace).to_json()

    own, plotly = cpu_ms(svg, times=100), cpu_ms(figure, times=20)
    yield Figure("radar as SVG", own, 1.0, "ms CPU", own, "1 ms")
    yield Figure(
        "radar as SVG against Plotly", own / plotly, 1.0, "ms CPU", own, "plotly Figure(...).to_json()"
    )
