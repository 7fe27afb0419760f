"""Send messages, each at most once, whatever dies in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID


def deliver(*, message_ids: Sequence[UUID], at: datetime) -> Mapping[datetime, Sequence[UUID]]:
    """Send what is due of the messages, and return those that are to be tried again, by when."""
    raise NotImplementedError


def settle(*, at: datetime) -> list[UUID]:
    """Decide about messages whose sender died, and return those that can be sent without a doubt."""
    raise NotImplementedError


def forgotten(*, at: datetime) -> list[UUID]:
    """Return messages that are overdue although no task for them is left."""
    raise NotImplementedError
