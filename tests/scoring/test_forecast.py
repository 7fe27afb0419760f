"""The arithmetic of success: what the result would be if actions reached their mark."""

from __future__ import annotations

import dataclasses

import pytest

import scoring
from scoring import forecasts
from scoring.forecasts import Foreseen
from scoring.scheme import Action, Level, Pillar, Scheme, Section
from tests.scoring import core, simulated

LEVELS = (Level("low", 0, 0), Level("middle", 50, 37.5), Level("high", 100, 87.5))
ACTIONS = (Action("start", "low", "middle", "do", 30), Action("finish", "middle", "high", "do", 60))
SCHEME = Scheme(
    id="made-up",
    version="1.0.0",
    levels=LEVELS,
    bands=(),
    groups=("all",),
    steps=("do",),
    sections=(Section("first"), Section("second")),
    pillars=(
        Pillar("a", "first", (), ACTIONS),
        Pillar("b", "first", (), weight=3.0),
        Pillar("c", "second", ()),
        Pillar("d", "second", ()),
    ),
)
SCORES: dict[str, float | None] = {"a": 20.0, "b": 30.0, "c": 60.0, "d": 60.0}


def test_pillar_below_its_mark_is_raised_and_everything_above_it_recomputed_with_weights():
    found = forecasts.foreseen(SCHEME, SCORES, {"a": 50.0, "b": 50.0})

    assert found == forecasts.Forecast(
        pillars={
            "a": Foreseen(20.0, 50.0, "middle"),
            "b": Foreseen(30.0, 50.0, "middle"),
            "c": Foreseen(60.0, 60.0, "middle"),
            "d": Foreseen(60.0, 60.0, "middle"),
        },
        sections={"first": Foreseen(27.5, 50.0, "middle"), "second": Foreseen(60.0, 60.0, "middle")},
        index=Foreseen(43.75, 55.0, "middle"),
        headline_before="low",
        headline="middle",
    )


def test_pillar_above_its_mark_is_left_as_it_is():
    found = forecasts.foreseen(SCHEME, SCORES, {"c": 50.0})

    assert found is not None
    assert [one.changed for one in (*found.pillars.values(), *found.sections.values(), found.index)] == [
        False
    ] * 7


def test_headline_is_the_lowest_section():
    found = forecasts.foreseen(SCHEME, SCORES, {"c": 100.0, "d": 100.0})

    assert found is not None
    assert {id_: one.after for id_, one in found.sections.items()} == {"first": 27.5, "second": 100.0}
    assert found.headline == "low"


def test_section_with_a_pillar_at_the_first_level_is_not_the_last():
    pillars = (Pillar("a", "first", ()), Pillar("b", "first", (), weight=19.0), *SCHEME.pillars[2:])
    weighted = dataclasses.replace(SCHEME, pillars=pillars)

    found = forecasts.foreseen(weighted, {"a": 30.0, "b": 100.0, "c": 100.0, "d": 100.0}, {})

    assert found is not None
    assert found.headline == "middle"


def test_nothing_is_foreseen_where_a_section_is_undetermined():
    assert forecasts.foreseen(SCHEME, {**SCORES, "c": None}, {"a": 50.0}) is None


def test_mark_of_a_pillar_is_the_highest_level_that_its_actions_lead_to():
    assert forecasts.marks(SCHEME, ["finish", "start"]) == {"a": 100.0}
    assert forecasts.marks(SCHEME, ["start"]) == {"a": 50.0}


def test_action_that_the_framework_does_not_have_is_refused():
    with pytest.raises(scoring.UnknownAction) as refusal:
        forecasts.marks(SCHEME, ["start", "stop"])
    assert refusal.value.action == "stop"


def test_forecast_without_actions_is_the_result_itself():
    result = scoring.assess(core.core(), simulated.replies(12, seed=4), mode="open")

    found = scoring.forecast(core.core(), result, [])

    assert found is not None
    assert {id_: (one.before, one.after, one.degree) for id_, one in found.pillars.items()} == {
        id_: (pillar.score, pillar.score, pillar.degree) for id_, pillar in result.pillars.items()
    }
    assert {id_: one.degree for id_, one in found.sections.items()} == {
        id_: section.degree for id_, section in result.sections.items()
    }
    assert {id_: one.after for id_, one in found.sections.items()} == pytest.approx(
        {id_: section.score for id_, section in result.sections.items()}
    )
    assert (found.headline_before, found.headline) == (result.headline.headline, result.headline.headline)


def test_smallest_change_is_that_of_two_rounds_of_the_same_size():
    assert scoring.smallest_change(2.0, 18) == pytest.approx(2.0322 * 2.0 * 2**0.5, abs=0.001)
