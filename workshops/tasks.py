"""What the worker does about workshops; every task may run twice without harm."""

from __future__ import annotations

from django.utils.timezone import now
from django_tasks import task

from workshops import retention


@task
def tidy() -> None:
    """End rooms that were left open, and forget who was in those that are long over."""
    retention.tidy(at=now())
