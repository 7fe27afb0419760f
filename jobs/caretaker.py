"""The thread beside a worker: it beats, frees the work of the dead and begins what recurs.

A thread, because a worker that is busy with a long task is not dead.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog
from django.conf import settings
from django.db import connection
from django.utils.timezone import now

from jobs import periodic, reaper
from jobs.models import Beat

log = structlog.get_logger(__name__)
_ROUNDS_TO_FINISH = 4  # how long a worker whose parent ended may go on with its task


@contextmanager
def attending(worker_id: str, *, parent: int | None = None) -> Iterator[None]:
    """Look after a worker; with a parent, end the process when the parent has ended."""
    ended = Event()
    beat(worker_id)  # before the first task is claimed
    thread = Thread(target=_attend, args=(worker_id, parent, ended), name="caretaker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(settings.WORKER_BEAT.total_seconds())
        _quietly(lambda: Beat.objects.filter(worker_id=worker_id).delete())


def beat(worker_id: str) -> None:
    """Say that a worker lives."""
    Beat.objects.update_or_create(worker_id=worker_id, defaults={"beat_at": now()})


def _attend(worker_id: str, parent: int | None, ended: Event) -> None:
    orphaned_rounds = 0
    while not ended.is_set():
        if parent is not None and os.getppid() != parent:
            orphaned_rounds += 1
            _leave(orphaned_rounds)
        _quietly(lambda: beat(worker_id))
        _quietly(lambda: reaper.reap(at=now()))
        _quietly(lambda: periodic.enqueue_due(at=now()))
        ended.wait(settings.WORKER_BEAT.total_seconds())
    connection.close()


def _leave(rounds: int) -> None:
    """Ask the worker to end after its task; after a while end it all the same, for its task can run again."""
    if rounds > _ROUNDS_TO_FINISH:
        os._exit(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _quietly(step: Callable[[], object]) -> None:
    """Go on after a fault, with a new connection: the database may be away, and comes back."""
    try:
        step()
    except Exception as fault:  # noqa: BLE001 # whatever it is, the next beat must come
        log.error("caretaker stumbled", error=type(fault).__name__)  # noqa: TRY400 # the name says enough
        connection.close()
