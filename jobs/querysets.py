"""Sets of rows about workers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from jobs.models import Beat  # noqa: F401 # named in the base class

ALIVE = timedelta(seconds=20)  # four beats missed


class BeatQuerySet(models.QuerySet["Beat"]):
    """Sets of signs of life."""

    def alive(self, at: datetime, within: timedelta = ALIVE) -> Self:
        """Return those that are young enough."""
        return self.filter(beat_at__gt=at - within)
