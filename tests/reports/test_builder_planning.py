"""The actions chosen, what became of those before, and what follows from them in the rest of the report."""

from __future__ import annotations

from datetime import date

import pytest

from actions.plans import Planned, Reviewed
from reports.document import PlanningPart, Report, ReviewPart
from tests.reports import rounds
from tests.reports.plans_made import chosen, context, own

DUE = date(2026, 9, 1)


def report(*actions: Planned, reviewed: tuple[Reviewed, ...] = (), scope: str = "full") -> Report:
    return rounds.report(rounds.g42(), context=context(*actions, reviewed=reviewed), scope=scope)


def planning(of: Report) -> PlanningPart:
    assert of.planning is not None
    return of.planning


def review(of: Report) -> ReviewPart:
    assert of.review is not None
    return of.review


def now() -> tuple[str, ...]:
    return tuple(rounds.assess(rounds.g42()).roadmap.now)


def test_planning_tells_every_action_in_the_order_of_the_plan():
    part = planning(report(chosen(now()[0], due_on=DUE, status="begun"), own("Ask twice", owner="Kim")))

    source = rounds.core().action(now()[0])
    assert [(one.title, one.owner, one.due, one.due_on, one.status_words) for one in part.actions] == [
        (source.title, source.owner, "1 September 2026", DUE, "Under way"),
        ("Ask twice", "Kim", "", None, "Planned"),
    ]
    assert part.actions[0].pillar == rounds.core().pillar(chosen(now()[0]).pillar).name
    assert (part.actions[1].pillar, part.actions[1].step) == ("", "")
    assert part.message.plain == "Two actions were chosen: one planned and one under way."
    assert (part.as_of, part.checksum_short) == ("As it stood on 2 April 2026.", "c" * 12)


def test_planning_table_says_where_nobody_is_named_yet():
    part = planning(report(own("Ask twice")))

    assert part.message.plain == "One action was chosen: planned."
    assert [(row.name, row.cells) for row in part.table.rows] == [
        ("Ask twice", ("nobody named yet", "no date yet", "Planned", "–"))
    ]


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["planned"] * 2, "Two actions were chosen: two planned."),
        (
            ["dropped", "done", "begun", "planned"],
            "Four actions were chosen: one planned, one under way, one done and one dropped.",
        ),
    ],
    ids=["alike", "each"],
)
def test_planning_counts_how_far_they_are(statuses: list[str], said: str):
    actions = [own(str(place), status=status) for place, status in enumerate(statuses)]
    assert planning(report(*actions)).message.plain == said


def test_review_says_what_became_of_each():
    part = review(
        report(
            reviewed=(
                Reviewed("One", "Kim", "done", "In March."),
                Reviewed("Two", "", "goes on", ""),
                Reviewed("Three", "", "dropped", ""),
                Reviewed("Four", "", "", ""),
            )
        )
    )
    assert [(one.title, one.verdict, one.verdict_words) for one in part.actions] == [
        ("One", "done", "Done"),
        ("Two", "goes on", "Goes on"),
        ("Three", "dropped", "Dropped"),
        ("Four", "open", "Not looked at yet"),
    ]
    assert part.message.plain == (
        "Of four actions decided before: one done, one going on, one dropped and one not looked at yet."
    )
    assert part.table.rows[0].cells == ("Kim", "Done", "In March.")


def test_review_of_one_action_counts_nothing():
    part = review(report(reviewed=(Reviewed("One", "Kim", "goes on", ""),)))
    assert part.message.plain == "The one action decided before: goes on."


def test_a_report_without_a_plan_has_neither_part():
    plain = rounds.report(rounds.g42())
    assert (plain.planning, plain.review) == (None, None)
    empty = report()
    assert (empty.planning, empty.review) == (None, None)


def test_page_one_names_up_to_three_chosen_actions_still_to_be_done():
    found = report(
        own("Finished", status="done"),
        own("First", owner="Kim", due_on=DUE, do="Count them", done_when="Counted"),
        own("Second", owner="Kim"),
        own("Third", due_on=DUE),
        own("Fourth"),
    )
    assert found.answer is not None
    assert [(one.title, one.owner, one.first_result, one.when) for one in found.answer.do] == [
        ("First", "Kim", "1 September 2026", "By"),
        ("Second", "Kim", "no date yet", "By"),
        ("Third", "nobody named yet", "1 September 2026", "By"),
    ]
    assert rounds.plain(one.sentence for one in found.answer.do) == [
        "First. Count them. Done when: Counted. Who: Kim. By 1 September 2026.",
        "Second. Who: Kim.",
        "Third. By 1 September 2026.",
    ]


def test_board_is_asked_to_decide_the_chosen_actions():
    found = report(
        own("First.", owner="Kim", due_on=DUE),
        own("Second", owner="Kim"),
        own("Third", due_on=DUE),
    )
    assert found.answer is not None
    assert found.answer.decision is not None
    assert rounds.plain(found.answer.decision.items) == [
        '"First" (Kim, by 1 September 2026)',
        '"Second" (Kim, on a date to be set)',
        '"Third" (owner to be named, by 1 September 2026)',
        "to meet again after the next round, on a date to be set",
    ]


def test_board_is_asked_for_an_owner_and_a_date_where_neither_is_set():
    found = report(own("First"))
    assert found.answer is not None
    assert found.answer.decision is not None
    assert found.answer.decision.items[0].plain == '"First" (owner to be named, on a date to be set)'


def test_page_one_proposes_again_what_nobody_has_settled():
    first, *others = now()
    found = report(chosen(first, status="done"))

    assert found.answer is not None
    assert [one.id for one in found.answer.do] == others


def test_pulse_keeps_its_next_steps():
    found = report(own("First", owner="Kim"), scope="pulse")

    assert found.answer is not None
    assert (found.answer.do, bool(found.answer.next_steps)) == ((), True)
    assert [one.title for one in planning(found).actions] == ["First"]


def test_forecast_follows_the_actions_chosen_from_the_framework():
    every = rounds.report(rounds.g42()).plan
    one = report(chosen(now()[0]), own("First"), chosen(now()[1], status="dropped")).plan

    assert every is not None
    assert one is not None
    assert every.forecast != one.forecast
    assert every.forecast_of.plain == (
        "This follows the actions proposed for the first wave; nothing has been chosen from the framework yet."
    )
    assert one.forecast_of.plain == "This follows the actions chosen from the framework."


def test_forecast_follows_the_first_wave_where_only_own_actions_were_chosen():
    every, own_only = rounds.report(rounds.g42()).plan, report(own("First")).plan

    assert every is not None
    assert own_only is not None
    assert (every.forecast, every.forecast_of) == (own_only.forecast, own_only.forecast_of)


def test_forecast_passes_over_an_action_that_the_framework_does_not_know():
    unknown = own("Gone", origin="framework", source="no-such-action")
    found = report(unknown).plan

    assert found is not None
    assert found.forecast_of.plain.startswith("This follows the actions proposed")
