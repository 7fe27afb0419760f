"""Delete trials that nobody claimed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from assessments import lifecycle


class Command(BaseCommand):
    """Delete abandoned trial organisations; run it every night, twice does no harm."""

    help = "Delete trial organisations that nobody claimed in time, with everything in them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Delete, and say how many."""
        count = lifecycle.purge_trials(at=now())
        self.stdout.write(f"{count} abandoned trials deleted")
