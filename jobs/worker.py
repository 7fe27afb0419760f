"""The worker: takes tasks out of the queue, one at a time."""

from __future__ import annotations

import sys
import time
from types import FrameType

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from jobs import caretaker

log = structlog.get_logger(__name__)
PAUSE_SECONDS = 0.5


class Worker(db_worker.Worker):
    """The library's worker for every queue, which finishes its task however often it is asked to end."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            interval=PAUSE_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def run(self) -> None:
        """Do what is ready; look again after a pause, by a query that locks nothing."""
        while self.running:
            close_old_connections()
            row = _claim(self.worker_id) if DBTaskResult.objects.ready().exists() else None
            if row is not None:
                self.run_task(row)
            elif self.running:
                time.sleep(self.interval)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002 # what signals hand over
        """End now if nothing is being done, else after the task."""
        self.running = False
        if not self.running_task:
            sys.exit(0)


def run(*, parent: int | None = None) -> None:
    """Work until the process is asked to end; with a parent, until that has ended."""
    while _worked_until_the_end(parent):
        connection.close()
        time.sleep(PAUSE_SECONDS)


def run_until_empty() -> None:
    """Run every task that is ready, in this thread and on its connection, and return when none is left."""
    worker = Worker()
    while row := _claim(worker.worker_id):
        worker.run_task(row)


@transaction.atomic
def _claim(worker_id: str) -> DBTaskResult[..., object] | None:
    row = DBTaskResult.objects.ready().get_locked()
    if row is not None:
        row.claim(worker_id)
    return row


def _worked_until_the_end(parent: int | None) -> bool:
    """Work; say whether to begin anew.

    A worker that lost the database does so under another name: the task it could not finish then belongs
    to a worker that beats no more, and the reaper puts it back.
    """
    worker = Worker()
    worker.configure_signals()
    try:
        with caretaker.attending(worker.worker_id, parent=parent):
            worker.run()
    except (OperationalError, InterfaceError) as fault:
        log.error("database unavailable", error=type(fault).__name__)  # noqa: TRY400 # the name says enough
        return worker.running
    return False
