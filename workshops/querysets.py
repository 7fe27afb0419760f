"""Named sets of workshops and seats."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from workshops.models import Seat, Workshop  # noqa: F401 # named as text in the bases


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Sets of workshops."""

    def with_kit(self) -> Self:
        """Load what decides the questions along: organisation, assessment and its framework."""
        return self.select_related("organisation", "assessment__framework", "assessment__organisation")

    def joinable(self, at: datetime) -> Self:
        """Return those that somebody with the code may enter."""
        return self.exclude(phase="ended").filter(code_expires_at__gt=at)

    def ended(self) -> Self:
        """Return those that are over, the latest first."""
        return self.filter(phase="ended").order_by("-ended_at", "pk")


class SeatQuerySet(models.QuerySet["Seat"]):
    """Sets of seats."""

    def with_room(self) -> Self:
        """Load the room along, what decides its questions, and the sheet that was begun in it."""
        return self.select_related(
            "workshop__organisation",
            "workshop__assessment__framework",
            "workshop__assessment__organisation",
            "response",
        )

    def taken(self) -> Self:
        """Return those that nobody was removed from."""
        return self.filter(removed_at=None)
