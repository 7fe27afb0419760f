"""The arithmetic of success: what the result would be if actions reached their mark."""

from __future__ import annotations

import pytest

from reports.builder import forecast
from scoring.scheme import Level, Pillar, Scheme, Section

LEVELS = (Level("low", 0, 0), Level("middle", 50, 37.5), Level("high", 100, 87.5))
SCHEME = Scheme(
    id="made-up",
    version="1.0.0",
    levels=LEVELS,
    bands=(),
    groups=("all",),
    steps=(),
    sections=(Section("first"), Section("second")),
    pillars=(
        Pillar("a", "first", ()),
        Pillar("b", "first", (), weight=3.0),
        Pillar("c", "second", ()),
        Pillar("d", "second", ()),
    ),
)
SCORES = {"a": 20.0, "b": 30.0, "c": 60.0, "d": None}
KNOWN = {"first": True, "second": True}


def test_pillar_below_its_mark_is_raised_and_its_section_recomputed_with_weights():
    found = forecast.forecast(SCHEME, SCORES, KNOWN, {"a": 50.0, "b": 50.0})

    assert found == forecast.Forecast({"first": 50.0}, "middle")


def test_pillar_above_its_mark_is_left_as_it_is():
    found = forecast.forecast(SCHEME, SCORES, KNOWN, {"c": 50.0})

    assert found == forecast.Forecast({}, "low")


def test_headline_is_the_lowest_section():
    found = forecast.forecast(SCHEME, SCORES, KNOWN, {"c": 100.0})

    assert found == forecast.Forecast({"second": 100.0}, "low")


def test_section_with_a_pillar_at_the_first_level_is_not_the_last():
    scores = {"a": 30.0, "b": 100.0, "c": 100.0, "d": 100.0}
    weighted = Scheme(
        id="made-up",
        version="1.0.0",
        levels=LEVELS,
        bands=(),
        groups=("all",),
        steps=(),
        sections=SCHEME.sections,
        pillars=(Pillar("a", "first", ()), Pillar("b", "first", (), weight=19.0), *SCHEME.pillars[2:]),
    )

    assert forecast.forecast(weighted, scores, KNOWN, {}) == forecast.Forecast({}, "middle")


def test_nothing_is_foreseen_where_a_section_is_undetermined():
    assert forecast.forecast(SCHEME, SCORES, {"first": True, "second": False}, {"a": 50.0}) is None


def test_smallest_change_is_that_of_two_rounds_of_the_same_size():
    assert forecast.smallest_change(2.0, 18) == pytest.approx(2.0322 * 2.0 * 2**0.5, abs=0.001)
