"""Named sets of workshops and seats."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    from workshops.models import Seat, Workshop  # noqa: F401 # named as text in the bases


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Sets of workshops."""

    def with_kit(self) -> Self:
        """Load what decides the questions along, and not the framework's text."""
        kept = self.select_related("organisation", "assessment__framework", "assessment__organisation")
        return kept.defer("assessment__framework__document")

    def locked(self) -> Self:
        """Lock the rooms, and not what is read along; rows that refer to them are written meanwhile."""
        return self.select_for_update(of=("self",), no_key=True).with_kit()

    def with_topic_count(self) -> Self:
        """Count the questions on the agenda as `topic_count`."""
        return self.annotate(topic_count=Count("items", filter=Q(items__kind="topic")))

    def joinable(self, at: datetime) -> Self:
        """Return those that somebody with the code may enter."""
        return self.exclude(phase="ended").filter(code_expires_at__gt=at)

    def left(self, before: datetime) -> Self:
        """Return those still in session whose code expired before a moment."""
        return self.filter(phase__in=["answering", "running"]).filter(
            Q(code_expires_at__lt=before) | Q(code_expires_at=None, began_at__lt=before)
        )

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
