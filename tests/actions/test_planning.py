"""The plan as documents print it, and its checksum beside the result."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import now

from actions import changing, planning, reviewing
from actions import plans as texts
from actions.changing import Words
from actions.models import Action, Review
from actions.plans import Planned, Reviewed
from actions.reviewing import Finding
from assessments import lifecycle
from assessments.models import Assessment, StoredResult
from tests import factories
from tests.actions import plans
from tests.assessments.conftest import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Assessment:
    return plans.round_()


@pytest.fixture
def second(first: Assessment) -> Assessment:
    return plans.round_(first.organisation, earlier=first)


def beside(round_: Assessment) -> str:
    return StoredResult.objects.get(assessment=round_).planned


def titles(round_: Assessment) -> list[str]:
    plan = planning.of_assessment(round_)
    return [one.title for one in plan.actions] if plan else []


def test_a_round_without_actions_has_no_plan(first: Assessment, second: Assessment):
    assert (planning.of_assessment(first), planning.of_assessment(second)) == (None, None)


def test_the_plan_holds_everything_but_the_address(first: Assessment):
    one = plans.action(
        first,
        pillar="people",
        owner="Ada",
        email="ada@example.org",
        due_on=date(2031, 1, 2),
        impact=3,
        note="So it is",
    )
    found = planning.of_assessment(first)
    assert found.actions == (
        Planned(
            id=str(one.pk),
            origin="own",
            source="",
            pillar="people",
            step="",
            title="Name the owners",
            do="",
            done_when="",
            owner="Ada",
            due_on=date(2031, 1, 2),
            status="planned",
            impact=3,
            effort=2,
            note="So it is",
        ),
    )
    assert found is not None
    assert "example.org" not in texts.canonical(found)
    assert found == texts.read(texts.canonical(found))


def test_the_most_worthwhile_stand_first(first: Assessment):
    for title, impact, effort, due_on in (
        ("F", 1, 1, date(2031, 1, 1)),
        ("E", 3, 2, None),
        ("D", 3, 2, None),
        ("C", 3, 2, date(2031, 1, 3)),
        ("B", 3, 2, date(2031, 1, 2)),
        ("A", 3, 1, None),
    ):
        plans.action(first, title, impact=impact, effort=effort, due_on=due_on)
    Action.objects.update(created_at=first.opened_at)  # as where they are chosen together
    assert titles(first) == ["A", "B", "C", "D", "E", "F"]


def test_the_plan_is_as_of_its_last_change_by_the_clocks_of_the_organisation(first: Assessment):
    first.organisation.time_zone = "Pacific/Auckland"
    plans.action(first, changed_at=datetime.fromisoformat("2031-01-01T20:00:00+00:00"))
    assert planning.of_assessment(first).on == date(2031, 1, 2)


def test_later_rounds_speak_of_what_was_open(first: Assessment, second: Assessment):
    plans.action(first, "Open", owner="Ada", note="Own note")
    plans.action(first, "Done since", status="done")
    plans.action(first, "Dropped since", status="dropped", note="Too dear")
    third = plans.round_(first.organisation, earlier=second)
    expected = {
        Reviewed("Open", "Ada", "", "Own note"),
        Reviewed("Done since", "", "done", ""),
        Reviewed("Dropped since", "", "dropped", "Too dear"),
    }
    assert set(planning.of_assessment(second).reviewed) == expected
    assert planning.of_assessment(third).reviewed == (Reviewed("Open", "Ada", "", "Own note"),)


def test_each_round_keeps_what_it_found(first: Assessment, second: Assessment):
    by = factories.member(first.organisation)
    one = plans.action(first)
    third = plans.round_(first.organisation, earlier=second)
    reviewing.review(assessment=second, findings={one.pk: Finding("goes on", "Half")}, by=by, at=now())
    reviewing.review(assessment=third, findings={one.pk: Finding("done", "All")}, by=by, at=now())
    fourth = plans.round_(first.organisation, earlier=third)
    assert [planning.of_assessment(each).reviewed for each in (second, third)] == [
        (Reviewed("Name the owners", "", "goes on", "Half"),),
        (Reviewed("Name the owners", "", "done", "All"),),
    ]
    assert planning.of_assessment(fourth) is None


def test_a_change_is_laid_beside_the_round_and_those_after_it(first: Assessment, second: Assessment):
    other = plans.round_(first.organisation)
    made = changing.add(assessment=first, words=Words("Open"), by=None, at=now())
    before = (beside(first), beside(second))
    assert before == (planning.of_assessment(first).checksum, planning.of_assessment(second).checksum)
    changing.settle(action=made, status="done", version=1, by=None, at=now() + timedelta(days=2))
    after = (beside(first), beside(second))
    assert after == (planning.of_assessment(first).checksum, planning.of_assessment(second).checksum)
    assert set(before).isdisjoint(after)
    assert beside(other) == ""


def test_rounds_that_follow_each_other_in_a_circle_end(first: Assessment, second: Assessment):
    Assessment.objects.filter(pk=first.pk).update(earlier=second)
    first.refresh_from_db()
    plans.action(first)
    planning.lay_beside(first)
    assert planning.earlier(second) == [first.pk]
    assert beside(second) == planning.of_assessment(second).checksum


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_asks_as_much_for_three_as_for_one(count: int):
    rounds = [plans.round_()]
    for _number in range(count):
        rounds.append(plans.round_(rounds[0].organisation, earlier=rounds[-1]))
        plans.action(rounds[-2])
        plans.action(rounds[-1])
    with counted() as statements:
        assert len(planning.of_assessment(rounds[-1]).reviewed) == 2 * count - 1
    assert len(statements) == 4  # its actions; rounds, actions before, their reviews


def test_a_plan_of_a_round_without_one_before_asks_once(first: Assessment):
    with counted() as statements:
        planning.of_assessment(first)
    assert len(statements) == 1


def test_a_review_that_settles_nothing_is_kept_apart_from_the_status(first: Assessment, second: Assessment):
    by = factories.member(first.organisation)
    one = plans.action(first, status="planned")
    reviewing.review(assessment=second, findings={one.pk: Finding("goes on")}, by=by, at=now())
    assert (Action.objects.get().status, Review.objects.get().verdict) == ("planned", "goes on")


def test_a_round_that_closes_has_what_was_open_before_beside_its_result(first: Assessment):
    plans.action(first)
    second = factories.round_of(6, factories.assessment(first.organisation, mode="confidential"))
    Assessment.objects.filter(pk=second.pk).update(earlier=first)
    lifecycle.close_assessment(assessment=second, by=None, at=now())
    found = planning.of_assessment(Assessment.objects.with_kit().get(pk=second.pk))
    assert (len(found.reviewed), beside(second)) == (1, found.checksum)
