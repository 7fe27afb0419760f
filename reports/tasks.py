"""What the worker does about documents; every task may run twice without harm."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.timezone import now
from django_tasks import task

from reports import archive, cache

DOCUMENTS_KEPT = timedelta(days=7)


@task
def make_export(export_id: str) -> None:
    """Write an organisation's data into the file that was asked for."""
    try:
        archive.make(export_id=UUID(export_id), at=now())
    except Exception:
        archive.give_up(export_id=UUID(export_id))
        raise


@task
def forget_documents() -> None:
    """Delete documents made a week ago; whoever asks for one again gets it made again."""
    cache.forget(older_than=now() - DOCUMENTS_KEPT)
