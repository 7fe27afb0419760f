"""Sets of rows about workers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from jobs.models import Beat  # noqa: F401 # named in the base class


class BeatQuerySet(models.QuerySet["Beat"]):
    """Sets of signs of life."""

    def alive(self, at: datetime, within: timedelta | None = None) -> Self:
        """Return those that are young enough; a worker has died when it has missed four."""
        return self.filter(beat_at__gt=at - (within or dead_after()))


def dead_after() -> timedelta:
    """Return how long a worker may be silent."""
    return 4 * settings.WORKER_BEAT
