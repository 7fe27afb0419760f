"""Named sets of actions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from actions.models import Action  # noqa: F401 # named as text in the base


class ActionQuerySet(models.QuerySet["Action"]):
    """Sets of actions."""

    def open(self) -> Self:
        """Return those that are still to be done."""
        return self.filter(settled_at=None)

    def with_address(self) -> Self:
        """Return those whose owner can be written to."""
        return self.exclude(email="")

    def overdue(self, on: date) -> Self:
        """Return the open ones whose day has passed."""
        return self.open().filter(due_on__lt=on)

    def with_round(self) -> Self:
        """Load the round, its edition and the framework’s checksum, and not its text."""
        loaded = self.select_related("assessment__framework", "assessment__edition")
        return loaded.defer("assessment__framework__document")

    def by_worth(self) -> Self:
        """Return the most worthwhile first: much impact, then little effort, then the earliest day and the name."""
        early = models.F("due_on").asc(nulls_last=True)
        return self.order_by("-impact", "effort", early, "created_at", "title", "pk")
