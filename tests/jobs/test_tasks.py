"""Tasks that are done are forgotten after a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from jobs import tasks, worker

pytestmark = pytest.mark.django_db


def finished(status: str, ago: timedelta) -> None:
    row = tasks.prune.enqueue().db_result  # type: ignore[attr-defined] # the database backend's
    DBTaskResult.objects.filter(pk=row.pk).update(status=status, finished_at=now() - ago)


def test_finished_tasks_are_deleted_failed_ones_later():
    finished("SUCCESSFUL", timedelta(hours=5))
    finished("SUCCESSFUL", timedelta(hours=7))
    finished("FAILED", timedelta(days=6))
    finished("FAILED", timedelta(days=8))
    tasks.prune.enqueue()
    assert tasks.delete_finished(at=now()) == 2
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY", "SUCCESSFUL"]
    assert tasks.delete_finished(at=now()) == 0


def test_worker_runs_what_is_ready_and_nothing_else():
    now_due = tasks.prune.enqueue()
    later = tasks.prune.using(run_after=now() + timedelta(hours=1)).enqueue()
    worker.run_until_empty()
    now_due.refresh()
    later.refresh()
    assert (now_due.status, later.status) == ("SUCCESSFUL", "READY")


def test_worker_survives_a_task_that_fails():
    DBTaskResult.objects.filter(pk=tasks.prune.enqueue().id).update(task_path="jobs.tasks.gone")
    good = tasks.prune.enqueue()
    worker.run_until_empty()
    good.refresh()
    assert good.status == "SUCCESSFUL"
    assert DBTaskResult.objects.failed().count() == 1
