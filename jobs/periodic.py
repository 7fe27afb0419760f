"""Begin what recurs: each task once in its period, whatever the number of workers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from jobs.models import Periodic

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def enqueue_due(*, at: datetime) -> list[str]:
    """Queue the recurring tasks whose period is over, and return their names."""
    begun = dict(Periodic.objects.values_list("name", "last_at"))
    wanted: dict[str, timedelta] = settings.PERIODIC_TASKS
    return [
        name
        for name, period in wanted.items()
        if begun.get(name, _NEVER) <= at - period and _begin(name, period, at)
    ]


@transaction.atomic
def _begin(name: str, period: timedelta, at: datetime) -> bool:
    """Queue the task if no other worker was quicker: of two updates only one finds the row as it was."""
    Periodic.objects.get_or_create(name=name, defaults={"last_at": _NEVER})
    if not Periodic.objects.filter(name=name, last_at__lte=at - period).update(last_at=at):
        return False
    import_string(name).enqueue()
    return True
