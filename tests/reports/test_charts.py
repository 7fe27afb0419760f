"""Geometry of the charts: pure, exact, and nothing outside the frame."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from pytest_django.fixtures import Settings

from reports.charts import (
    bars,
    distribution,
    dots,
    drawing,
    dumbbell,
    gauge,
    interval,
    levels,
    palette,
    radar,
    text,
)
from reports.charts.distribution import Position
from reports.charts.levels import Level

LEVELS = (Level("Random", 0), Level("Intentional", 37.5), Level("Differentiated", 87.5))
POSITIONS = tuple(
    Position(degree, anchored)
    for degree, anchored in ((1, True), (1, False), (2, True), (2, False), (3, True))
)
LONG = "Donaudampfschifffahrtsgesellschaft und People, culture and empowerment"
HOSTILE = "<script>alert(1)</script> & \"x\" 'y'"


def radar_of(
    count: int, name: str = "Customer insight", values: tuple[float | None, ...] | None = None
) -> radar.Radar:
    axes = [radar.Axis(f"{name} {place}", place * 3 // count) for place in range(count)]
    values = values or tuple(float(place * 100 / count) for place in range(count))
    degrees = tuple(None if value is None else 2 for value in values)
    series = radar.Series("All who answered", values, degrees)
    return radar.radar(axes, [series], levels=LEVELS, sections=("One", "Two", "Three"), title=name)


def every_chart(words: str) -> list[drawing.Chart]:
    return [
        radar_of(5, words),
        interval.interval(44, 30, 52, levels=LEVELS, degree=2, target=50, id="i", title=words),
        gauge.gauge([Level(words, 0), *LEVELS[1:]], reached=2, possible=1, title=words),
        bars.bars([bars.Entry(words, 44, 2, 30, 52)], levels=LEVELS, title=words),
        dots.dots([dots.Entry(1, 50)], levels=LEVELS, title=words),
        distribution.distribution((1, 0, 2, 0, 3), POSITIONS, median=3, id="d", title=words),
        dumbbell.dumbbell(
            [dumbbell.Entry(words, 50), dumbbell.Entry("b", 20)], levels=LEVELS, id="g", title=words
        ),
    ]


def test_radar_puts_zero_at_the_hole_and_a_ring_at_every_border():
    chart = radar_of(4, values=(0.0, 100.0, 50.0, 100.0))
    assert chart.hole == 10
    assert chart.rings == (
        radar.Ring(45.2, outer=False),
        radar.Ring(92.2, outer=False),
        radar.Ring(104.0, outer=True),
    )
    assert chart.traces[0].path == "M0.0 -10.0L104.0 0.0L0.0 57.0L-104.0 0.0Z"
    assert chart.traces[0].fill == palette.INK


def test_radar_leaves_a_gap_and_a_hollow_mark_where_a_value_is_missing():
    chart = radar_of(4, values=(None, 100.0, 50.0, 100.0))
    trace = chart.traces[0]
    assert trace.path == "M104.0 0.0L0.0 57.0L-104.0 0.0"
    assert trace.fill == "none"
    assert trace.dots[0] == radar.Dots(
        "M0.0 -10.0m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", palette.SURFACE, palette.CONTROL
    )
    assert chart.labels[0].value == "–"


def test_radar_without_any_value_draws_no_line():
    assert radar_of(3, values=(None, None, None)).traces[0].path == ""


@pytest.mark.parametrize("name", ["Customer insight", LONG])
@pytest.mark.parametrize("count", range(3, 21))
def test_radar_labels_stay_inside_the_frame_and_apart(count: int, name: str):
    chart = radar_of(count, name)
    left, top, width, height = map(float, chart.view_box.split())
    for label in chart.labels:
        assert left <= label.left
        assert label.right <= left + width
        assert top <= label.top
        assert label.bottom <= top + height
        assert "".join(label.lines).replace("-", "").replace(" ", "").startswith(name.replace(" ", ""))
    for one, other in combinations(chart.labels, 2):
        apart = (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top
            or other.bottom <= one.top
        )
        assert apart, (one, other)


@pytest.mark.parametrize("axes", [0, 2])
def test_radar_refuses_too_few_axes(axes: int):
    with pytest.raises(ValueError, match="three axes"):
        radar.radar([radar.Axis("a", 0)] * axes, [radar.Series("s", (1.0,) * axes)], levels=LEVELS, title="t")


def test_radar_refuses_a_fourth_series():
    series = [radar.Series("s", (1.0, 2.0, 3.0))] * 4
    with pytest.raises(ValueError, match="three series"):
        radar.radar([radar.Axis("a", 0)] * 3, series, levels=LEVELS, title="t")


def test_interval_places_score_bounds_borders_and_target():
    chart = interval.interval(50, 25, 75, levels=LEVELS, degree=2, target=100, pips=False, id="i", title="t")
    assert (chart.left, chart.right, chart.middle) == (7, 293, 13)
    assert (chart.low, chart.dot, chart.high, chart.target) == (78.5, 150.0, 221.5, 293.0)
    assert chart.cuts == (114.2, 257.2)
    assert (chart.colour, chart.pips) == (palette.DEGREES[1], levels.Pips("", "", ""))


def test_interval_of_an_unknown_score_has_no_dot():
    chart = interval.interval(None, None, None, levels=LEVELS, degree=None, id="i", title="t")
    assert (chart.dot, chart.low, chart.high, chart.target) == (None, None, None, None)
    assert chart.desc == "–"


def test_pips_say_the_degree_without_its_colour():
    assert levels.pips(2, 3, 0, 0) == levels.Pips(
        "M0.0 0.0h6v6h-6zM8.5 0.0h6v6h-6z", "M17.0 0.0h6v6h-6z", palette.DEGREES[1]
    )
    assert levels.pips(None, 3, 0, 0) == levels.Pips("", "", "")


def test_gauge_marks_the_degree_reached_and_the_other_at_a_border():
    chart = gauge.gauge(LEVELS, reached=2, possible=1, title="t")
    assert [(step.reached, step.possible) for step in chart.steps] == [
        (False, True),
        (True, False),
        (False, False),
    ]
    assert [step.height for step in chart.steps] == [34, 60, 86]


def test_bars_wrap_long_names_and_stack_without_touching():
    chart = bars.bars(
        [bars.Entry(LONG * 2, 40, 2, 30, 50), bars.Entry("b", None, None)], levels=LEVELS, title="t"
    )
    first, second = chart.bars
    assert len(first.lines) > 1
    assert second.lines[0].y > first.y + chart.bar
    assert (first.length, first.value) == (152.0, "40")
    assert (second.length, second.value, second.pips) == (None, "–", levels.Pips("", "", ""))
    assert chart.height >= second.y + chart.bar


def test_dots_that_would_touch_are_stacked():
    chart = dots.dots(
        [dots.Entry(number, 50) for number in (1, 2, 3)] + [dots.Entry(4, None)], levels=LEVELS, title="t"
    )
    assert [(dot.number, dot.x) for dot in chart.dots] == [(1, 210.0), (2, 210.0), (3, 210.0)]
    assert len({dot.y for dot in chart.dots}) == 3
    assert {dot.colour for dot in chart.dots} == {palette.DEGREES[1]}


def test_distribution_scales_to_the_tallest_column():
    chart = distribution.distribution((0, 2, 4, 0, 1), POSITIONS, median=3, id="d", title="t")
    assert [column.height for column in chart.columns] == [0, 23, 46, 0, 11.5]
    assert [column.fill for column in chart.columns] == [
        palette.DEGREES[0],
        palette.TINTS[0],
        palette.DEGREES[1],
        palette.TINTS[1],
        palette.DEGREES[2],
    ]
    assert chart.median == chart.columns[2].x + 17  # the middle of the third


def test_distribution_without_answers_has_no_columns_to_see():
    chart = distribution.distribution((0, 0, 0, 0, 0), POSITIONS, id="d", title="t")
    assert [column.height for column in chart.columns] == [0, 0, 0, 0, 0]


def test_dumbbell_joins_only_the_groups_that_may_be_shown():
    entries = [dumbbell.Entry("a", 80), dumbbell.Entry("b", None), dumbbell.Entry("c", 20)]
    chart = dumbbell.dumbbell(entries, levels=LEVELS, id="g", title="t")
    assert [(mark.name, mark.shape) for mark in chart.marks] == [("a", "circle"), ("c", "diamond")]
    assert (chart.start, chart.end) == (90.0, 330.0)


@pytest.mark.parametrize("words", ["Plain", HOSTILE, LONG])
def test_every_chart_is_well_formed_and_says_what_it_shows(words: str):
    for chart in every_chart(words):
        svg = ET.fromstring(drawing.svg(chart))  # noqa: S314 # our own drawing
        space = "{http://www.w3.org/2000/svg}"
        title, desc = svg.find(f"{space}title"), svg.find(f"{space}desc")
        assert title is not None
        assert desc is not None
        assert title.text == words
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert desc.text


def test_charts_carry_no_style_that_the_content_policy_refuses():
    for chart in every_chart("Plain"):
        svg = drawing.svg(chart)
        assert "<style" not in svg
        assert " style=" not in svg


def test_numbers_stay_as_svg_wants_them_in_every_language(settings: Settings):
    chart = interval.interval(41.5, 30, 52, levels=LEVELS, degree=2, id="i", title="t")
    english = drawing.svg(chart)
    settings.LANGUAGE_CODE = "de"
    settings.USE_THOUSAND_SEPARATOR = True
    assert drawing.svg(chart) == english


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Zusammenarbeit", ("Zusammen-", "arbeit")),
        ("empower", ("empower",)),
        ("顧客体験成熟度の診断", ("顧客体験成", "熟度の診断")),
        ("2024/2025/2026", ("2024/2025", "/2026")),
    ],
)
def test_wrap_parts_long_words_with_a_hyphen_where_the_script_has_one(word: str, pieces: tuple[str, ...]):
    assert text.wrap(word, 12, 76) == pieces


def test_radar_draws_all_pips_of_one_degree_at_once():
    chart = radar_of(4, values=(None, 100.0, 50.0, 100.0))
    assert [pips.colour for pips in chart.pips] == [palette.DEGREES[1]]
    assert chart.pips[0].filled == "".join(label.pips.filled for label in chart.labels)
    assert chart.pips[0].hollow == "".join(label.pips.hollow for label in chart.labels)


@pytest.mark.parametrize("radius", [82, 104, 140])
def test_radar_labels_keep_their_size_at_any_radius(radius: float):
    axes = [radar.Axis(f"Pillar {place}", 0) for place in range(10)]
    series = radar.Series("All who answered", (50.0,) * 10)
    chart = radar.radar(axes, [series], levels=LEVELS, radius=radius, title="t")
    assert chart.rings[-1] == radar.Ring(radius, outer=True)
    assert {(label.right - label.left) > 0 for label in chart.labels} == {True}
    assert {round(label.bottom - label.top) for label in chart.labels} == {28}


def test_interval_bars_and_dots_fill_the_width_they_are_given():
    line = interval.interval(
        100, None, None, levels=LEVELS, degree=3, pips=False, width=420, id="i", title="t"
    )
    assert (line.left, line.right, line.dot) == (7, 413, 413.0)
    rows = bars.bars([bars.Entry("a", 100, 3)], levels=LEVELS, width=290, title="t")
    assert (rows.width, rows.bars[0].length) == (290, 250.0)
    spread = dots.dots([dots.Entry(1, 100)], levels=LEVELS, width=290, title="t")
    assert (spread.width, spread.dots[0].x) == (290, 276.0)


def test_wrap_leaves_nothing_out_and_keeps_to_the_limit():
    lines = text.wrap(LONG, 12, 88)
    assert "".join(lines).replace("-", "").replace(" ", "") == LONG.replace(" ", "")
    assert all(text.width(line, 12) <= 88 for line in lines)
