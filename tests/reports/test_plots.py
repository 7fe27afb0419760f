"""Interactive figures: valid for Plotly, from the same figures as the drawn charts, and nothing leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import plotly.graph_objects
import pytest

from reports import builder, plotly_styles, plots
from reports.charts.levels import Level
from reports.document import Report
from tests.reports import rounds

LEVELS = (Level("Random", 0), Level("Intentional", 37.5), Level("Differentiated", 87.5))


def g42(**context: Any) -> Report:
    return builder.build(rounds.core(), rounds.assess(rounds.g42()), rounds.CONTEXT)


def figures(report: Report) -> Iterator[plots.Figure]:
    assert report.pillars is not None
    figure = plots.radar(report.pillars.radar, LEVELS)
    assert figure is not None
    yield figure
    yield from plots.explore(report, LEVELS).values()


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def test_figures_are_valid_for_plotly():
    for figure in figures(g42()):
        plotly.graph_objects.Figure(data=figure["data"], layout=figure["layout"])
        assert json.loads(json.dumps(figure)) == json.loads(json.dumps(figure))


def test_nothing_is_uploaded_and_no_button_is_shown():
    for figure in figures(g42()):
        assert figure["config"]["showSendToCloud"] is False
        assert figure["config"]["displayModeBar"] is False
        assert figure["config"]["displaylogo"] is False


def test_no_text_holds_a_tag_that_plotly_would_style_inline():
    for figure in figures(g42()):
        for words in strings(figure["data"] + [figure["layout"]]):
            assert "<" not in words.replace("<br>", "")


def test_hostile_words_are_escaped():
    assert plots.plain("<a href='javascript:x'>&") == "&lt;a href='javascript:x'&gt;&amp;"


def test_heatmap_needs_no_scale_and_leaves_gaps():
    heat = plots.explore(g42(), LEVELS)["questions"]["data"][0]
    assert (heat["type"], heat["showscale"], heat["xgap"], heat["ygap"]) == ("heatmap", False, 3, 3)
    assert len(heat["y"]) == len(heat["z"]) == len(heat["text"])


def test_radar_shows_the_values_of_the_report():
    report = g42()
    assert report.pillars is not None
    figure = plots.radar(report.pillars.radar, LEVELS)
    assert figure is not None
    values = report.pillars.radar.everybody.values
    assert figure["data"][0]["r"] == [*values, values[0]]


def test_series_are_everybody_the_groups_shown_and_the_target():
    names = [series.id for series in plots.series(g42())]
    assert names == ["all", "leadership", "customer-facing", "support", "target"]


def test_a_group_that_may_not_be_shown_is_no_series():
    few = [person for person in rounds.g42() if person.group != "support"][:13]
    report = builder.build(rounds.core(), rounds.assess([*few, *rounds.g42()[-1:]]), rounds.CONTEXT)
    shown = {series.id for series in plots.series(report)}
    assert "support" not in shown


def test_a_pulse_has_no_series():
    asked = rounds.short_form()
    short = [
        type(one)(one.id, one.group, {q: a for q, a in one.answers.items() if q in asked})
        for one in rounds.g42()
    ]
    report = builder.build(rounds.core(), rounds.assess(short, scope="pulse"), rounds.CONTEXT)
    assert plots.series(report) == ()
    assert "radar" not in plots.explore(report, LEVELS)


def test_style_ids_are_read_out_of_the_installed_script():
    first, *others = plotly_styles.ids()
    assert first == "plotly.js-style-global"
    assert others != []


def test_style_ids_follow_the_script():
    script = (
        'var i="plotly.js-style-"+e;'
        'if(!document.getElementById("abc")){var e=document.createElement("style");e.id="abc"}'
    )
    assert plotly_styles.found_in(script) == ("plotly.js-style-global", "abc")


def test_an_unknown_script_is_refused():
    with pytest.raises(plotly_styles.ScriptUnknown):
        plotly_styles.found_in("nothing of the kind")
