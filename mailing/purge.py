"""Forget messages after a while, with the addresses in them."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailing import folder
from mailing.models import Message

KEPT = timedelta(days=30)


def purge(*, at: datetime) -> int:
    """Delete messages of more than 30 days ago and their files; twice does no harm."""
    old = Message.objects.filter(queued_at__lte=at - KEPT).exclude(state=Message.State.HELD)
    folder.remove(old.filter(is_kept=True).values_list("pk", flat=True))
    return old.delete()[0]
