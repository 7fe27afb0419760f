"""When each sentence about a pillar is said (P), and what stands beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoring import Result
from tests.reports import rounds
from tests.reports.one_pillar import SPAN, notes, pillar, pillar_of

LOWER = (
    "Departments measure the part they control; the time and trouble the customer feels in between goes "
    "uncounted."
)
HIGHER = (
    "Main journeys are measured from the customer's start to the customer's finish, with a small set of "
    "agreed measures and an answer to those who report problems."
)


@pytest.mark.parametrize(
    ("changes", "id_", "words"),
    [
        ({"certainty": "secure"}, "P1", LOWER),
        ({"certainty": "likely"}, "P1b", f"Most likely: {LOWER}"),
        (
            {"certainty": "borderline", "border": "intentional"},
            "P2",
            (
                f"People's answers lie between two descriptions. Lower: {LOWER} Higher: {HIGHER} Which is nearer, "
                "and where?"
            ),
        ),
        ({"degree": None, "score": None, "low": None}, "P7", "Not enough answers to say."),
        ({"certainty": "single view", "low": None, "high": None}, "P8", f"In this view: {LOWER}"),
    ],
)
def test_reading_by_certainty(g42: Result, changes: dict[str, Any], id_: str, words: str):
    reading = pillar(g42, **changes).reading

    assert (reading.id, reading.plain) == (id_, words)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ("random-firm", []),
        ("random-upper", ["Its answers lie between Random and Intentional."]),
        ("intentional-around", []),
        ("intentional-upper", ["Its answers lie between Intentional and Differentiated."]),
        ("differentiated", []),
        (None, []),
    ],
)
def test_p3_for_a_band_between_two_degrees(g42: Result, band: str | None, words: list[str]):
    assert notes(g42, "P3", band=band, certainty="likely") == words


def test_p3_does_not_repeat_what_a_borderline_reading_says(g42: Result):
    assert notes(g42, "P3", band="random-upper", certainty="borderline") == []


def test_p4_names_the_question_that_took_the_last_degree_away(g42: Result):
    assert notes(g42, "P4", capped=True, capped_by="wing-span") == [
        (
            f"Its average is that of a Differentiated pillar, but on one point - {SPAN} - the first description "
            "still fits."
        )
    ]
    assert notes(g42, "P4") == []


def test_p4_does_not_name_a_question_that_is_hidden(g42: Result):
    hidden = rounds.change(g42, questions={"wing-span": {"shown": False}})

    assert notes(hidden, "P4", capped=True, capped_by="wing-span") == [
        "Its average is that of a Differentiated pillar, but on one point the first description still fits."
    ]


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ({"gap": True, "shown": True, "percentage_shown": True, "dk_rate": 0.4449}, "44% of those asked"),
        ({"gap": True, "shown": True, "percentage_shown": False, "dk_rate": 0.5}, "Most of those asked"),
        ({"gap": True, "shown": True, "percentage_shown": False, "dk_rate": 0.4}, "Many of those asked"),
    ],
)
def test_p5_for_a_question_that_many_could_not_judge(g42: Result, seen: dict[str, Any], words: str):
    visibility = rounds.change(g42.questions["wing-span"].visibility, **seen)
    report = rounds.write(rounds.change(g42, questions={"wing-span": {"visibility": visibility}}))
    said = f'{words} could not judge "{SPAN}" - ask whether they should be able to.'

    assert [note.plain for note in pillar_of(report).notes if note.id in ("P5", "P5b")] == [said]
    assert report.unseen is not None
    assert [(gap.prompt, gap.pillar, gap.sentence.plain) for gap in report.unseen.gaps] == [
        (SPAN, "Wing-to-wing measurement", said)
    ]


def test_p5_is_not_said_of_a_question_that_can_be_judged(g42: Result):
    report = rounds.write(g42)

    assert notes(g42, "P5", "P5b") == []
    assert report.unseen is None


def test_p6_where_the_lower_bound_changes_the_degree(g42: Result):
    assert notes(g42, "P6", lower_bound_degree="random") == [
        "If those who could not judge had seen nothing of it, this pillar would be Random."
    ]
    assert notes(g42, "P6") == []


def test_pillar_of_g42_carries_figures_band_target_and_rank(g42: Result):
    shown = pillar(g42)

    assert shown.figure is not None
    assert shown.figure.words == "32 of 100, between 25 and 39; 18 people"
    assert (shown.band, shown.certainty, shown.agreement) == (
        "Between Random and Intentional",
        "Likely",
        "Seen broadly alike",
    )
    assert (shown.target, shown.rank, shown.section) == (100, 1, "Knowing customers")
    assert [(group.name, group.score, group.n, group.reason) for group in shown.groups] == [
        ("Leadership", 46, 6, ""),
        ("Customer-facing", 20, 7, ""),
        ("Support functions", 26, 5, ""),
    ]


def test_hidden_group_score_says_why_and_not_how_many(g42: Result):
    report = rounds.write(g42)

    assert report.pillars is not None
    promise = next(pillar for pillar in report.pillars.pillars if pillar.id == "strategy-promise")
    assert [(group.score, group.n, group.reason) for group in promise.groups] == [
        (76, 6, ""),
        (None, None, "Not shown: too few answers to do so without exposing people."),
        (None, None, "Not shown: too few answers to do so without exposing people."),
    ]


def test_pillars_stand_in_framework_order_and_by_priority(g42: Result):
    report = rounds.write(g42)

    assert report.pillars is not None
    assert [pillar.id for pillar in report.pillars.pillars] == [p.id for p in rounds.core().framework.pillars]
    assert [pillar.id for pillar in report.pillars.by_priority] == list(g42.priority.order)
    assert report.pillars.heading == "As the people who answered see it"
    assert report.pillars.message.plain == "Of ten pillars, two are Random and eight are Intentional."


def test_pillars_outside_the_priority_list_follow_it(g42: Result):
    order = replace(g42.priority, order=("leadership",))
    report = rounds.write(rounds.change(g42, priority=order))

    assert report.pillars is not None
    assert report.pillars.by_priority[0].id == "leadership"
    assert len(report.pillars.by_priority) == len(report.pillars.pillars)
    assert report.pillars.by_priority[1].rank is None


def test_radar_of_g42_holds_axes_sectors_rings_and_groups(g42: Result):
    report = rounds.write(g42)

    assert report.pillars is not None
    radar = report.pillars.radar
    assert [(axis.label, axis.value, axis.low, axis.high, axis.n, axis.place) for axis in radar.axes[:2]] == [
        ("Customer insight", 56, 49, 62, 18, 2),
        ("Emotion and perception", 36, 27, 45, 18, 1),
    ]
    assert [(sector.label, sector.first, sector.last) for sector in radar.sectors] == [
        ("Knowing customers", 0, 2),
        ("Knowing the experience", 3, 5),
        ("Knowing our part", 6, 9),
    ]
    assert [(ring.at, ring.label) for ring in radar.rings] == [
        (37.5, "Intentional"),
        (87.5, "Differentiated"),
    ]
    assert radar.everybody.values == (56, 36, 32, 72, 55, 53, 71, 43, 39, 57)
    assert [series.name for series in radar.groups] == ["Leadership", "Customer-facing", "Support functions"]
    assert radar.groups[1].values[3] is None
    assert radar.message.plain == "Strategy and promise is furthest and Wing-to-wing measurement least far."
    assert radar.table.rows[2].cells == (
        "Knowing customers",
        "32",
        "25 to 39",
        "18",
        "Random",
        "Likely",
        "Seen broadly alike",
        "Between Random and Intentional",
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (3, "No pillar stands far from the others."),
        ("dk", "Not enough answers to say."),
    ],
)
def test_radar_message_where_no_pillar_stands_out(answer: Any, words: str):
    report = rounds.report(rounds.people(rounds.core(), ["leadership"] * 5, rounds.always(answer)))

    assert report.pillars is not None
    assert report.pillars.radar.message.plain == words


@pytest.mark.parametrize(("apart", "said"), [(12.4, False), (12.5, True)])
def test_radar_names_pillars_only_where_they_stand_apart(g42: Result, *, apart: float, said: bool):
    scores = {id_: {"score": 50.0} for id_ in g42.pillars} | {"leadership": {"score": 50.0 + apart}}
    report = rounds.write(rounds.change(g42, pillars=scores))

    assert report.pillars is not None
    assert report.pillars.radar.message.plain.startswith("Leading for customers is furthest") == said


def test_pillars_of_one_degree_are_counted_in_one_breath():
    report = rounds.report(rounds.people(rounds.core(), ["leadership"] * 5, rounds.always(3)))

    assert report.pillars is not None
    assert report.pillars.message.plain == "All ten pillars are Intentional."
