"""Free tasks whose worker died, which would otherwise be "running" for ever."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs import querysets
from jobs.models import Beat

log = structlog.get_logger(__name__)
ATTEMPTS = 5


class WorkerDied(Exception):
    """The workers of this task died, one after the other."""


def reap(*, at: datetime) -> int:
    """Put back the tasks of dead workers, or fail them after five attempts; return how many there were."""
    if not _lost(at):
        return 0
    with transaction.atomic():
        lost = _lost(at, lock=True)
        for row in lost:
            _put_back(row, at)
    return len(lost)


def _lost(at: datetime, *, lock: bool = False) -> list[DBTaskResult[..., object]]:
    running = DBTaskResult.objects.running().filter(started_at__lte=at - querysets.dead_after())
    rows = list(running.select_for_update(skip_locked=True) if lock else running)
    alive = set(Beat.objects.alive(at).values_list("worker_id", flat=True)) if rows else set()
    return [row for row in rows if not alive & set(row.worker_ids[-1:])]


def _put_back(row: DBTaskResult[..., object], at: datetime) -> None:
    log.warning("worker died", task=row.task_path, attempt=len(row.worker_ids))
    row.status, row.started_at = TaskResultStatus.READY, None
    if len(row.worker_ids) >= ATTEMPTS:
        row.status, row.finished_at = TaskResultStatus.FAILED, at
        row.exception_class_path = f"{WorkerDied.__module__}.{WorkerDied.__qualname__}"
        row.traceback = f"Given up: its worker died {ATTEMPTS} times."
    row.save(update_fields=["status", "started_at", "finished_at", "exception_class_path", "traceback"])
