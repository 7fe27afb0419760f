"""What workers tell of themselves, and when each recurring task was last begun."""

from __future__ import annotations

from django.db import models

from jobs.querysets import BeatQuerySet


class Beat(models.Model):
    """A sign of life: a worker whose last one is old is dead, and its work is free again."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    beat_at = models.DateTimeField(db_index=True)

    objects = BeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.worker_id[:8]} · {self.beat_at:%H:%M:%S}"


class Periodic(models.Model):
    """A task that recurs; its row decides between workers who of them begins it."""

    name = models.CharField(max_length=200, primary_key=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
