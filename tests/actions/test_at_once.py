"""The plan, its approval and the rounds it lies beside, changed at the same moment on real threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connection
from django.utils.timezone import now

from accounts.models import User
from actions import changing, planning, plans
from actions.changing import Words
from actions.models import Action
from assessments import letterheads, lifecycle
from assessments.models import Assessment, Edition, StoredResult
from reports import approvals
from tests import factories
from tests.actions.plans import action, round_

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> None:
    """Do everything at the same moment; what any of it raises is raised here."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


def adding(to: Assessment, by: User, title: str) -> Callable[[], Action]:
    return lambda: changing.add(assessment=to, words=Words(title), by=by, at=now())


def laid_beside(of: Assessment) -> str:
    return StoredResult.objects.get(assessment=of).planned


def printed(of: Assessment) -> str:
    plan = planning.of_assessment(of)
    assert plan is not None
    return plan.checksum


def test_actions_added_at_once_all_lie_beside_the_result():
    first = round_()
    by = factories.member(first.organisation)

    together(*(adding(first, by, f"Action {number}") for number in range(4)))

    assert Action.objects.count() == 4
    assert laid_beside(first) == printed(first)


def test_round_that_closes_while_the_plan_before_it_changes_shows_the_changed_one():
    first = round_()
    by = factories.member(first.organisation)
    action(first)
    later = factories.round_of(3, factories.assessment(first.organisation))
    Assessment.objects.filter(pk=later.pk).update(earlier=first)
    later.refresh_from_db()

    together(
        lambda: lifecycle.close_assessment(assessment=later, by=by, at=now()),
        *(adding(first, by, f"Action {number}") for number in range(3)),
    )

    assert laid_beside(later) == printed(later)


def test_approval_keeps_the_plan_that_was_seen_or_none_while_actions_are_added():
    first = round_()
    by = factories.member(first.organisation)
    seen = action(first)
    plan = printed(first)

    def approve() -> None:
        with suppress(approvals.PlanChanged):
            look = letterheads.today(first).checksum
            approvals.approve(
                assessment=first, approver="A. Name", revision=0, plan=plan, look=look, by=by, at=now()
            )

    together(
        approve,
        *(adding(first, by, f"Action {number}") for number in range(3)),
    )

    kept = [plans.read(edition.plan) for edition in Edition.objects.exclude(final_at=None)]
    assert [[one.id for one in approved.actions] for approved in kept] in ([], [[str(seen.pk)]])
    assert laid_beside(first) == printed(first)
