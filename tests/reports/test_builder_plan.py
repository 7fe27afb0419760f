"""When each sentence about where to start and what to do is said (E, R, F0, D1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reports.document import Plan
from scoring import Result
from scoring.result import BlockResult, EntryPoint
from tests.reports import rounds

IN_PLACE = BlockResult(mean=60.0, in_place=True, undetermined=False)
MISSING = BlockResult(mean=40.0, in_place=False, undetermined=False)
UNKNOWN = BlockResult(mean=None, in_place=False, undetermined=True)
ORDER = "This order is a recommendation. If customers are being let down today, repair that first and decide in parallel."


def plan(result: Result, **changes: Any) -> Plan:
    part = rounds.write(replace(result, **changes)).plan
    assert part is not None
    return part


def start(
    result: Result, entry: str | None, step: str | None, *blocks: BlockResult, **changes: Any
) -> list[str]:
    named = dict(zip(("strategy", "realisation", "fine-tuning"), blocks, strict=True))
    return rounds.plain(plan(result, entry_point=EntryPoint(entry, step, named), **changes).start)


def test_e1_where_a_block_is_not_in_place(g42: Result):
    assert start(g42, "realisation", "align", IN_PLACE, MISSING, MISSING) == [
        (
            "Start with realisation, at Align. You have a strategy worth carrying out. What is missing is that people, "
            "goals, money and daily processes follow it."
        ),
        ORDER,
    ]


def test_e3_where_all_blocks_are_in_place(g42: Result):
    assert start(g42, "fine-tuning", "review", IN_PLACE, IN_PLACE, IN_PLACE) == [
        (
            "Start with fine tuning, at Review. Strategy and delivery are in place. Make them last, check that they are "
            "still right, and choose where to be unlike anybody else."
        ),
        ORDER,
    ]


def test_e3b_where_only_the_last_block_is_not_in_place(g42: Result):
    assert start(g42, "fine-tuning", "sustain", IN_PLACE, IN_PLACE, MISSING) == [
        (
            "Start with fine tuning, at Sustain. Strategy and delivery are in place; what makes them last and keeps them "
            "right is not."
        ),
        ORDER,
    ]


def test_e4_where_a_later_block_is_in_place_and_an_earlier_is_not(g42: Result):
    assert start(g42, "strategy", "frame", MISSING, MISSING, IN_PLACE)[1] == (
        "Fine tuning is further on than strategy. Work is being done well whose aim has not been settled; check "
        "that it is the right work."
    )


def test_e4_is_not_said_of_a_block_that_is_unknown(g42: Result):
    said = start(g42, "strategy", "frame", UNKNOWN, IN_PLACE, IN_PLACE)

    assert [words for words in said if "further on" in words] == []


def test_e5_names_the_steps_that_could_not_be_judged(g42: Result):
    steps = {**g42.steps, "frame": None, "design": None}

    assert "Frame and Design could not be judged; the starting point may be earlier than it seems." in start(
        g42, "strategy", "frame", UNKNOWN, MISSING, MISSING, steps=steps
    )


def test_e6_stands_alone_where_no_step_is_determined(g42: Result):
    steps = dict.fromkeys(g42.steps)
    said = start(g42, None, None, UNKNOWN, UNKNOWN, UNKNOWN, steps=steps)

    assert said[0].endswith("could not be judged; the starting point may be earlier than it seems.")
    assert said[1:] == [ORDER]


def test_blocks_and_steps_of_g42(g42: Result):
    blocks = plan(g42).blocks

    assert [(block.name, block.state_words, block.here) for block in blocks] == [
        ("Start with strategy", "Not in place", True),
        ("Start with realisation", "In place", False),
        ("Start with fine tuning", "Not in place", False),
    ]
    assert [(step.name, step.score, step.here) for step in blocks[0].steps] == [
        ("Frame", 40, True),
        ("Understand", 56, False),
        ("Position", 62, False),
        ("Design", 51, False),
    ]


def test_block_that_is_unknown_says_so(g42: Result):
    entry = EntryPoint(
        "strategy", "frame", {"strategy": UNKNOWN, "realisation": IN_PLACE, "fine-tuning": MISSING}
    )

    assert plan(g42, entry_point=entry).blocks[0].state_words == "Not enough answers to tell"


def test_waves_of_g42(g42: Result):
    waves = plan(g42).waves

    assert [(wave.name, tuple(action.id for action in wave.actions)) for wave in waves] == [
        ("Now (first 90 days)", g42.roadmap.now),
        ("Next (to six months)", g42.roadmap.next),
        ("Later (to twelve months)", g42.roadmap.later),
    ]
    assert plan(g42).rule.plain == "Three pillars at a time. Whoever starts with all of them finishes none."


def test_empty_wave_says_so(g42: Result):
    assert (
        plan(g42, roadmap=replace(g42.roadmap, later=())).waves[2].empty == "No action falls into this wave."
    )


def test_r1b_for_an_action_that_takes_more_than_ninety_days(g42: Result):
    roadmap = replace(g42.roadmap, within_90_days={**g42.roadmap.within_90_days, "wing-to-wing-r1": "begun"})
    action = plan(g42, roadmap=roadmap).waves[0].actions[0]

    assert rounds.plain(action.notes) == [
        "After 90 days: begun, with Operations with insight named and the date of the first result set."
    ]


def test_r3_for_a_pillar_in_a_main_question_that_holds_back(g42: Result):
    held = replace(g42.headline, held_back_by=("know-roles",))
    actions = plan(g42, headline=held).waves[0].actions

    assert [rounds.plain(action.notes) for action in actions] == [
        [],
        [],
        ["This is one of the things that decide the overall result."],
    ]


def test_f0_of_g42(g42: Result):
    forecast = plan(g42).forecast

    assert forecast is not None
    assert forecast.plain == (
        'If these actions reach their mark, "Do we know our customers?" would stand at 52, "Does everyone know '
        'the part they play?" would stand at 55 and the result at Intentional: arithmetic, not a forecast.'
    )


def test_f0_is_not_said_without_actions_or_with_a_main_question_unknown(g42: Result):
    unknown = rounds.change(g42, sections={"know-roles": {"score": None, "degree": None}})

    assert plan(g42, roadmap=replace(g42.roadmap, now=())).forecast is None
    assert plan(unknown).forecast is None


def test_d1_without_actions_asks_to_meet_again(g42: Result):
    report = rounds.write(replace(g42, roadmap=replace(g42.roadmap, now=())))

    assert report.answer is not None
    assert report.answer.decision is not None
    assert report.answer.decision.sentence.plain == (
        "We ask the board to decide: to meet again after the next round, on a date to be set."
    )
