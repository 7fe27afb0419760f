from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.timezone import now

from accounts.models import AuditEvent
from assessments import lifecycle, overviews, schedule, tasks
from assessments.models import Assessment, Reminder
from assessments.round_forms import ScheduleForm
from assessments.schedule import Kept
from mailing.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


def test_keep_opens_and_invites_when_it_is_time():
    at = now()
    draft = factories.draft(opens_at=at)
    factories.invited(draft, email="ida@example.org")
    assert schedule.keep(at=at - timedelta(seconds=1)) == Kept(opened=0, reminded=0, closed=0)
    assert schedule.keep(at=at) == Kept(opened=1, reminded=0, closed=0)
    assert schedule.keep(at=at) == Kept(opened=0, reminded=0, closed=0)
    draft.refresh_from_db()
    assert draft.opened_at == at
    assert list(Message.objects.values_list("kind", "address")) == [("invitation", "ida@example.org")]


def test_keep_leaves_a_draft_without_people_for_later():
    draft, at = factories.draft(opens_at=now()), now()
    assert schedule.keep(at=at).opened == 0
    factories.invited(draft)
    assert schedule.keep(at=at).opened == 1


def test_keep_opens_nothing_that_should_have_closed_meanwhile():
    at = now()
    draft = factories.draft(opens_at=at - timedelta(days=3), closes_at=at - timedelta(days=1))
    factories.invited(draft)
    assert schedule.keep(at=at) == Kept(opened=0, reminded=0, closed=0)


def test_keep_closes_when_it_is_time_and_names_nobody():
    at = now()
    round_ = factories.round_of(
        6, factories.assessment(mode="confidential", opened_at=at - timedelta(days=9))
    )
    Assessment.objects.update(closes_at=at)
    assert schedule.keep(at=at) == Kept(opened=0, reminded=0, closed=1)
    assert schedule.keep(at=at) == Kept(opened=0, reminded=0, closed=0)
    round_.refresh_from_db()
    assert (round_.closed_at, round_.closed_by, round_.stored_result.computed_at) == (at, None, at)
    assert AuditEvent.objects.filter(action="assessment closed", actor=None).count() == 1


def test_keep_reminds_once_however_many_reminders_were_missed():
    at = now()
    round_ = factories.assessment(mode="confidential", opened_at=at - timedelta(days=9))
    factories.invited(round_, email="ida@example.org")
    for days in (1, 2):
        Reminder.objects.create(assessment=round_, due_at=at - timedelta(days=days))
    assert schedule.keep(at=at) == Kept(opened=0, reminded=1, closed=0)
    assert schedule.keep(at=at) == Kept(opened=0, reminded=0, closed=0)
    assert list(Message.objects.values_list("kind", flat=True)) == ["reminder"]


def test_a_round_that_was_put_off_in_that_moment_is_not_closed(monkeypatch: pytest.MonkeyPatch):
    at = now()
    round_ = factories.assessment(mode="confidential", opened_at=at - timedelta(days=9))
    factories.invited(round_, email="ida@example.org")
    Assessment.objects.update(closes_at=at)
    close = lifecycle.close_assessment

    def put_off_before(*, assessment: Assessment, by: None, at: datetime) -> Assessment:
        Assessment.objects.update(closes_at=at + timedelta(days=3))
        return close(assessment=assessment, by=by, at=at)

    monkeypatch.setattr(lifecycle, "close_assessment", put_off_before)
    assert schedule.keep(at=at) == Kept(opened=0, reminded=0, closed=0)
    round_.refresh_from_db()
    assert (round_.open, AuditEvent.objects.count(), Message.objects.count()) == (True, 0, 0)


def test_a_round_that_cannot_be_closed_keeps_no_other_open(monkeypatch: pytest.MonkeyPatch):
    at = now()
    rounds = [factories.assessment(opened_at=at - timedelta(days=9)) for _ in range(2)]
    Assessment.objects.update(closes_at=at)
    broken = min(rounds, key=lambda round_: round_.pk).pk
    close = lifecycle.close_assessment

    def refuse_one(*, assessment: Assessment, by: None, at: datetime) -> Assessment:
        if assessment.pk == broken:
            raise ValueError
        return close(assessment=assessment, by=by, at=at)

    monkeypatch.setattr(lifecycle, "close_assessment", refuse_one)
    assert schedule.keep(at=at) == Kept(opened=0, reminded=0, closed=1)
    assert Assessment.objects.open().get().pk == broken


def test_keep_schedule_is_a_task():
    round_ = factories.assessment(opened_at=now() - timedelta(days=9))
    Assessment.objects.update(closes_at=now())
    tasks.keep_schedule.call()
    round_.refresh_from_db()
    assert round_.closed


def typed(zone: str, closes: str) -> ScheduleForm:
    round_ = factories.draft()
    with timezone.override(ZoneInfo(zone)):
        form = ScheduleForm({"closes_at": closes}, round_=round_)
        form.is_valid()
    return form


@pytest.mark.parametrize(
    ("zone", "closes", "at"),
    [
        ("Europe/London", "2027-03-28T00:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("Europe/London", "2027-03-28T02:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("Europe/London", "2027-10-31T00:30", datetime(2027, 10, 30, 23, 30, tzinfo=UTC)),
        ("Europe/London", "2027-10-31T02:00", datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
        ("America/Santiago", "2027-09-05T01:00", datetime(2027, 9, 5, 4, 0, tzinfo=UTC)),
        ("Pacific/Kiritimati", "2027-01-01T09:00", datetime(2026, 12, 31, 19, 0, tzinfo=UTC)),
        ("Etc/GMT+12", "2026-12-31T18:00", datetime(2027, 1, 1, 6, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", "2028-02-29T12:00", datetime(2028, 2, 29, 6, 15, tzinfo=UTC)),
    ],
)
def test_times_are_read_by_the_clocks_of_the_organisation(zone: str, closes: str, at: datetime):
    assert typed(zone, closes).cleaned_data["closes_at"] == at


@pytest.mark.parametrize(
    ("zone", "closes"),
    [
        ("Europe/London", "2027-03-28T01:30"),  # does not occur
        ("Europe/London", "2027-10-31T01:30"),  # occurs twice
        ("America/Santiago", "2027-09-05T00:30"),  # the day begins at one o'clock
    ],
)
def test_times_that_the_clocks_skip_or_repeat_are_refused(zone: str, closes: str):
    assert typed(zone, closes).errors == {
        "closes_at": [
            "The clocks change on that night, and this time comes twice or not at all. Choose another."
        ]
    }


@pytest.mark.parametrize("closes", ["2027-02-29T12:00", "10000-01-01T00:00", "soon"])
def test_times_that_do_not_exist_are_refused(closes: str):
    assert list(typed("Pacific/Kiritimati", closes).errors) == ["closes_at"]


def test_times_are_shown_by_the_clocks_of_the_organisation():
    at = datetime(2028, 2, 29, 23, 30, tzinfo=UTC)
    round_ = factories.draft(closes_at=at)
    with timezone.override(ZoneInfo("Pacific/Kiritimati")):
        assert overviews.schedule_words(round_) == ("Opens by hand", "Closes on 1 March 2028, 13:30")
        assert 'value="2028-03-01T13:30"' in str(ScheduleForm(round_=round_)["closes_at"])
