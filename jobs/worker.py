"""The worker: takes tasks out of the queue, one at a time."""

from __future__ import annotations

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker


def run_until_empty() -> None:
    """Run every task that is ready, in this thread, and return when none is left."""
    worker_for(name(), batch=True).run()


def name() -> str:
    """Return a name that no other worker has."""
    return get_random_string(32)


def worker_for(worker_id: str, *, batch: bool = False, interval: float = 0.5) -> db_worker.Worker:
    """Return the library's worker for every queue."""
    return db_worker.Worker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
