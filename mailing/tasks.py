"""What the worker does about mail; every task may run twice without harm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.timezone import now
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from mailing import allowance, delivery
from mailing import purge as purging

_CHUNK = 100


@task()
def deliver(message_ids: list[str]) -> None:
    """Send the messages, and come back for those that have to wait."""
    again = delivery.deliver(message_ids=[UUID(pk) for pk in message_ids], clock=now)
    for when, ids in again.items():
        enqueue(ids, not_before=when)


@task(priority=10)
def sweep() -> None:
    """Free what a dead worker held, release what waited for a new day, find what was forgotten."""
    at = now()
    enqueue(delivery.settle(at=at))
    enqueue(allowance.release(at=at))
    if not _delivering():
        enqueue(delivery.overdue(at=at))


@task(priority=-10)
def purge() -> int:
    """Delete what the log of mail no longer needs."""
    return purging.purge(at=now())


def enqueue(message_ids: Sequence[UUID], *, not_before: datetime | None = None) -> None:
    """Queue the delivery of messages in tasks of a size that one worker finishes soon."""
    for start in range(0, len(message_ids), _CHUNK):
        chunk = [str(pk) for pk in message_ids[start : start + _CHUNK]]
        deliver.using(run_after=not_before).enqueue(chunk)


def _delivering() -> bool:
    """Say whether a delivery runs or could: then messages wait in its queue and are not forgotten."""
    tasks = DBTaskResult.objects.filter(task_path=deliver.module_path)
    return tasks.running().exists() or tasks.ready().exists()
