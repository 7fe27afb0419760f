"""Where stages and promises stand in their drawings, and that the drawings say it."""

from __future__ import annotations

import pytest

from reports.charts import drawing, journey, tracks
from reports.charts.levels import Level

LEVELS = (Level("Low", 0), Level("Mid", 37.5), Level("High", 87.5))


def stage(score: float | None, measured: float | None = 0.5, *, blind: bool = False) -> journey.Entry:
    return journey.Entry("Use <it>", score, 2, measured, 0.0, blind, "words")


def drawn(*stages: journey.Entry) -> journey.Journey:
    return journey.journey(stages, levels=LEVELS, labels=("Measured", "Owner"), title="Stages")


def test_a_higher_score_stands_higher_and_a_missing_one_breaks_the_line():
    chart = drawn(stage(100), stage(0), stage(None), stage(50))
    heights = [stop.y for stop in chart.stops]
    assert heights == [16.0, 124.0, None, 70.0]
    assert chart.path == f"M{chart.stops[0].x} 16.0L{chart.stops[1].x} 124.0"


def test_the_blind_stretch_reaches_from_its_first_to_its_last_stage():
    chart = drawn(stage(50), stage(50, blind=True), stage(50, blind=True))
    assert chart.blind == (chart.stops[1].x - 10, chart.stops[2].x + 10)
    assert drawn(stage(50)).blind is None


@pytest.mark.parametrize("count", [1, 2, 8, 30])
def test_every_stage_stands_inside_the_drawing(count: int):
    chart = drawn(*[stage(50)] * count)
    assert all(journey.RADIUS <= stop.x <= chart.width - journey.RADIUS for stop in chart.stops)


def test_the_drawing_escapes_names_and_tells_signs_apart():
    svg = drawing.svg(drawn(stage(50, 0.0), stage(50, 0.5), stage(50, 1.0), stage(50, None)))
    assert "Use &lt;it&gt;" in svg
    assert svg.count("a6.0 6.0 0 0 0 0 12.0z") == 1
    assert "m-4 0h8" in svg


def test_a_promise_has_a_track_for_each_side_and_a_mark_where_it_is_known():
    entries = [tracks.Entry("Said", 100), tracks.Entry("Done", 0), tracks.Entry("Felt", None)]
    chart = tracks.tracks(entries, levels=LEVELS, id="promise-easy", title="Easy")
    places = [track.mark.x if track.mark else None for track in chart.tracks]
    assert places == [chart.right, chart.left, None]
    assert chart.desc == "Said: 100; Done: 0; Felt: –"
    assert [track.value for track in chart.tracks] == ["100", "0", "–"]
    assert drawing.svg(chart).count("<text") == 6
