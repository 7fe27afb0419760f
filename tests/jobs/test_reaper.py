"""A task whose worker died is begun again, and given up when it kills one after the other."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from jobs import reaper, worker
from jobs.models import Beat
from jobs.tasks import prune

pytestmark = pytest.mark.django_db
ROW = ("status", "started_at", "worker_ids")


def running(by: str, *, since: datetime) -> DBTaskResult[..., object]:
    """Make a task that a worker has taken."""
    prune.enqueue()
    row = DBTaskResult.objects.latest("enqueued_at")
    row.claim(by)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=since)
    row.refresh_from_db()
    return row


def told(row: DBTaskResult[..., object]) -> tuple[object, ...]:
    row.refresh_from_db()
    return row.status, row.started_at, row.worker_ids


def test_task_of_a_living_worker_is_left_alone_however_long_it_takes():
    at = now()
    row = running("busy", since=at - timedelta(hours=1))
    Beat.objects.create(worker_id="busy", beat_at=at - timedelta(seconds=19))
    assert reaper.reap(at=at) == 0
    assert told(row) == ("RUNNING", at - timedelta(hours=1), ["busy"])


@pytest.mark.parametrize("last_beat", [timedelta(seconds=20), None])
def test_task_of_a_dead_worker_is_put_back(last_beat: timedelta | None):
    at = now()
    row = running("dead", since=at - timedelta(seconds=20))
    if last_beat is not None:
        Beat.objects.create(worker_id="dead", beat_at=at - last_beat)
    assert reaper.reap(at=at) == 1
    assert told(row) == ("READY", None, ["dead"])
    worker.run_until_empty()
    assert told(row)[0] == "SUCCESSFUL"
    assert len(row.worker_ids) == 2


def test_task_just_taken_is_left_alone_although_its_worker_has_not_beaten_yet():
    at = now()
    row = running("new", since=at - timedelta(seconds=19))
    assert reaper.reap(at=at) == 0
    assert told(row)[0] == "RUNNING"


def test_task_that_lost_one_worker_belongs_to_the_next():
    at = now()
    row = running("dead", since=at - timedelta(minutes=1))
    row.claim("alive")
    DBTaskResult.objects.update(started_at=at - timedelta(minutes=1))
    Beat.objects.create(worker_id="alive", beat_at=at)
    assert reaper.reap(at=at) == 0
    assert told(row)[2] == ["dead", "alive"]


def test_task_that_killed_five_workers_fails_with_a_plain_reason():
    at = now()
    row = running("first", since=at - timedelta(minutes=1))
    for name in ("second", "third", "fourth", "fifth"):
        row.claim(name)
    DBTaskResult.objects.update(started_at=at - timedelta(minutes=1))
    assert reaper.reap(at=at) == 1
    row.refresh_from_db()
    assert (row.status, row.finished_at) == ("FAILED", at)
    assert row.traceback == "Given up: its worker died 5 times."
    assert row.task_result.errors[0].exception_class is reaper.WorkerDied
