"""What the worker does about rounds; every task may run twice without harm."""

from __future__ import annotations

from django.utils.timezone import now
from django_tasks import task

from assessments import retention, schedule


@task(priority=10)
def keep_schedule() -> None:
    """Open and close the rounds that are due, and remind those who have not answered."""
    schedule.keep(at=now())


@task
def forget() -> None:
    """Delete or empty what has been kept long enough."""
    retention.purge(at=now())
