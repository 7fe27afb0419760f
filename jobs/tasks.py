"""Clear up after tasks that are done."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import now
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

_DONE_KEPT = timedelta(hours=6)
_FAILED_KEPT = timedelta(days=7)


@task(priority=-10)
def prune() -> int:
    """Delete tasks that finished a while ago; failed ones stay longer, for somebody may ask why."""
    return delete_finished(at=now())


def delete_finished(*, at: datetime) -> int:
    """Delete the rows of finished tasks that nobody needs any more, and return how many."""
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lte=at - _DONE_KEPT)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lte=at - _FAILED_KEPT)
    return DBTaskResult.objects.filter(done | failed).delete()[0]
