"""What the worker does about actions; every task may run twice without harm."""

from __future__ import annotations

from django.utils.timezone import now
from django_tasks import task

from actions import reminding, retention


@task
def remind() -> None:
    """Write to the owners of actions that are due or overdue, and forget addresses that are kept no longer."""
    reminding.remind(at=now())
    retention.addresses(at=now())
