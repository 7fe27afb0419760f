from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import now

from accounts.models import AuditEvent
from assessments import answers, comparing, lifecycle, opening, overviews, plans, results, schedule
from assessments.models import Assessment, Reminder, Response, StoredResult
from assessments.refusals import AlreadyOpen, AlreadyOver, NobodyInvited, NotClosed, NotOpen
from tests import factories

pytestmark = pytest.mark.django_db


def fail(**_event: object) -> None:
    raise RuntimeError


def close(round_: Assessment, at: datetime | None = None) -> Assessment:
    return lifecycle.close_assessment(assessment=round_, by=None, at=at or now())


def reopened(round_: Assessment) -> Assessment:
    opening.reopen(assessment=round_, by=factories.member(), at=now())
    return Assessment.objects.with_kit().get(pk=round_.pk)


def test_open_round_lets_people_answer():
    draft, by, at = factories.draft(), factories.member(), now()
    factories.invited(draft)
    opened = opening.open_round(assessment=draft, by=by, at=at)
    opened.refresh_from_db()
    assert (opened.open, opened.opened_at) == (True, at)
    assert AuditEvent.objects.filter(action="round opened", actor=by).count() == 1


def test_an_opening_that_nobody_has_answered_is_taken_back():
    round_, by = factories.assessment(), factories.member()
    assert opening.take_back(assessment=round_, by=by).draft
    assert Assessment.objects.get(pk=round_.pk).draft
    assert AuditEvent.objects.filter(action="opening taken back", actor=by).count() == 1


def test_an_opening_stands_once_somebody_has_begun_to_answer():
    round_ = factories.round_of(1)
    assert opening.take_back(assessment=round_, by=factories.member()).open
    assert Assessment.objects.get(pk=round_.pk).open


def test_open_round_needs_somebody_who_could_answer():
    draft = factories.draft()
    with pytest.raises(NobodyInvited):
        opening.open_round(assessment=draft, by=None, at=now())
    factories.group_link(draft)
    assert opening.open_round(assessment=draft, by=None, at=now()).open


def test_open_round_after_its_planned_closing_is_refused():
    draft = factories.draft(closes_at=now())
    factories.invited(draft)
    with pytest.raises(AlreadyOver):
        opening.open_round(assessment=draft, by=None, at=now() + timedelta(seconds=1))


def test_open_round_twice_is_refused():
    with pytest.raises(AlreadyOpen):
        opening.open_round(assessment=factories.assessment(), by=None, at=now())


def test_a_draft_cannot_be_closed():
    with pytest.raises(NotOpen):
        close(factories.draft())


def test_an_open_round_cannot_be_reopened():
    with pytest.raises(NotClosed):
        opening.reopen(assessment=factories.assessment(), by=factories.member(), at=now())


def test_opening_and_reopening_leave_nothing_behind_when_they_fail(monkeypatch: pytest.MonkeyPatch):
    draft, closed, by = factories.draft(), factories.closed(), factories.member()
    factories.invited(draft)
    before = list(Assessment.objects.order_by("pk").values())
    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        opening.open_round(assessment=draft, by=by, at=now())
    with pytest.raises(RuntimeError):
        opening.reopen(assessment=closed, by=by, at=now())
    assert list(Assessment.objects.order_by("pk").values()) == before


def test_a_reopened_open_round_follows_its_answers_again():
    round_ = reopened(factories.closed(mode="open", people=2))
    before = results.current(round_)
    answers.reopen(response=round_.responses.all()[0], at=now())
    after = results.current(round_)
    assert (round_.open, round_.closes_at) == (True, None)
    assert (before.result.n, after.result.n, after.closed) == (2, 1, False)


def test_a_reopened_round_sends_no_reminder_of_before():
    round_ = factories.closed(people=1, mode="open")
    factories.invited(round_, email="ida@example.org")
    Reminder.objects.create(assessment=round_, due_at=now() - timedelta(days=1))
    opening.reopen(assessment=round_, by=factories.member(), at=now())
    assert schedule.keep(at=now()).reminded == 0
    assert not Reminder.objects.exists()


def test_a_reopened_confidential_round_keeps_what_it_has_published():
    round_ = reopened(factories.closed())
    before = results.current(round_)
    for _ in range(6):
        factories.sent(round_)
    assert results.current(round_) == before
    assert (results.mark(round_).checksum, before.closed) == (before.checksum, True)


def test_answers_of_a_reopened_confidential_round_belong_to_nobody():
    round_ = reopened(factories.closed())
    assert set(round_.responses.values_list("participant", flat=True)) == {None}
    assert Response.objects.held(list(round_.responses.values_list("pk", flat=True))).count() == 6
    assert overviews.counts(round_) == overviews.Counts(asked=6, sent=6, begun=0)


@pytest.mark.parametrize(("more", "published", "waits"), [(0, 6, True), (4, 6, True), (5, 11, False)])
def test_a_confidential_round_publishes_again_only_when_k_people_are_new(
    more: int,
    published: int,
    waits: bool,  # noqa: FBT001 # a table of cases
):
    round_ = reopened(factories.closed())
    for number in range(more):
        factories.sent(round_, reply=1 + number % 5)
    again = close(round_)
    assert (results.current(again).result.n, comparing.answers_wait(again)) == (published, waits)


def test_answers_that_were_too_few_to_publish_count_with_the_next():
    round_ = factories.closed()
    for more, published in ((3, 6), (2, 11), (4, 11), (1, 16)):
        round_ = reopened(round_)
        for number in range(more):
            factories.sent(round_, reply=1 + number % 5)
        round_ = close(round_)
        assert results.current(round_).result.n == published


def test_a_confidential_round_keeps_to_itself_what_all_who_are_new_have_answered_alike():
    round_ = reopened(factories.closed())
    for _ in range(9):
        factories.sent(round_, reply=4)
    again = close(round_)
    assert (results.current(again).result.n, comparing.answers_wait(again)) == (6, True)


def test_a_round_whose_newest_answers_wait_is_not_compared_with():
    round_ = reopened(factories.closed())
    factories.sent(round_)
    draft = factories.draft(round_.organisation)
    assert plans.candidates(draft) == []
    again = close(round_)
    assert (comparing.comparable(again, draft), plans.candidates(draft)) == (False, [])


def test_a_round_that_showed_nothing_opens_as_soon_as_it_may():
    round_ = factories.closed(people=3)
    assert not results.current(round_).result.suppression.total_shown
    round_ = reopened(round_)
    for _ in range(3):
        factories.sent(round_)
    assert results.current(close(round_)).result.n == 6


def test_closing_again_severs_the_new_answers_too():
    round_ = reopened(factories.closed())
    factories.sent(round_)
    close(round_)
    assert set(round_.responses.values_list("participant", flat=True)) == {None}
    assert (round_.responses.sent().count(), StoredResult.objects.count()) == (7, 1)
