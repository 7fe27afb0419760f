from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reports.document import JourneyPart
from tests.reports import lens_rounds, rounds

J = ("J1", "J2", "J3", "J4", "J5")


def part(**figures: Any) -> JourneyPart:
    found = lens_rounds.report(journey=lens_rounds.journey(**figures)).journey
    assert found is not None
    return found


def test_a_report_without_a_journey_leaves_it_out():
    assert lens_rounds.report().journey is None


def test_a_blind_stretch_is_named_and_marked():
    written = part(measured={"use": 0.5, "cultivation": 0.0, "advocacy": 0.0})
    assert rounds.said(written, *J) == [
        "Of eight stages, five are measured as the customer feels them.",
        (
            "From Use to Advocacy - three stages in a row - nobody measures what the customer feels. "
            "What happens there is known only from those who complain."
        ),
    ]
    assert [stage.name for stage in written.stages if stage.blind] == ["Use", "Cultivation", "Advocacy"]


@pytest.mark.parametrize(
    ("felt", "words"),
    [
        (0, "Of eight stages, none is measured as the customer feels it."),
        (1, "Of eight stages, one is measured as the customer feels it."),
        (8, "Of eight stages, eight are measured as the customer feels them."),
    ],
)
def test_measured_stages_are_counted_in_words(felt: int, words: str):
    ids = [stage.id for stage in lens_rounds.stages().stages]
    assert rounds.said(part(measured=dict.fromkeys(ids[felt:], 0.0)), "J1") == [words]


def test_a_steep_drop_and_a_weak_stage_are_named():
    written = part(positions={"purchase": 4, "use": 2})
    assert rounds.said(written, "J3", "J4") == [
        (
            "Between Purchase and Use the experience falls by 50 points. "
            "Customers feel this as having been wanted before and forgotten after."
        ),
        "The weakest stage is Use. A chain of contacts is remembered by its break.",
    ]


def test_a_small_drop_and_a_stage_above_the_first_degree_are_not_named():
    assert rounds.said(part(), "J3", "J4") == []


def test_stages_without_an_owner_are_named():
    written = part(owner={"use": 0.0, "advocacy": 0.0, "purchase": 0.5})
    assert rounds.said(written, "J5") == ["Nobody in particular answers for Use and Advocacy."]
    assert written.stages[4].owner_words == "A department, for its own part"


def test_whom_it_describes_is_quoted():
    assert rounds.said(part(subjects=("Private customers",)), "J") == [
        "18 people answered, each in the customer's place.",
        'Described: "Private customers".',
        "Over all stages: Intentional (50).",
    ]


def test_hidden_stages_are_left_out_with_the_reason():
    figures = lens_rounds.journey(positions={"use": 1})
    reading = replace(
        figures.shown.reading,
        stages=dict.fromkeys(figures.shown.reading.stages),
        weakest=None,
        steepest_drop=None,
        steepest_between=None,
    )
    shown = replace(figures.shown, hidden="all answered alike", reading=reading)
    written = lens_rounds.report(journey=replace(figures, shown=shown)).journey
    assert written is not None
    assert {stage.score for stage in written.stages} == {None}
    assert rounds.plain(written.hidden) == [
        "Stage by stage: not shown; answers too much alike to do so without exposing people."
    ]
    assert rounds.said(written, "J3", "J4") == []


def test_stages_with_too_few_answers_are_named_with_the_reason():
    figures = lens_rounds.journey()
    shown = replace(figures.shown, few=("use",), measured={**figures.shown.measured, "use": None})
    written = lens_rounds.report(journey=replace(figures, shown=shown)).journey
    assert written is not None
    assert rounds.plain(written.hidden) == [
        "Not shown everywhere, too few answers to do so without exposing people: Use."
    ]
    assert rounds.said(written, "J1")[0] == "How a stage is measured can be told for seven of eight."
    assert written.stages[5].measured_words == "Not known"


def test_the_table_has_everything_that_the_chart_shows():
    written = part(measured={"use": 0.0}, owner={"use": 0.0}, positions={"use": 1})
    assert written.table.columns == ("Score", "Degree", "Measured", "Owner")
    assert written.table.rows[5].cells == ("0", "Random", "Not measured", "Nobody in particular")
