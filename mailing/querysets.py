"""Sets of messages and of addresses that want none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count

if TYPE_CHECKING:
    from mailing.models import Message, Suppression  # noqa: F401 # named in the base classes


class MessageQuerySet(models.QuerySet["Message"]):
    """Sets of messages."""

    def newest_first(self) -> Self:
        """Return them in the order of a log."""
        return self.order_by("-queued_at", "pk")

    def due(self, at: datetime) -> Self:
        """Return those that wait for nothing but a worker."""
        return self.filter(state="queued", next_at__lte=at)

    def unfinished(self) -> Self:
        """Return those that are still on their way."""
        return self.filter(state__in=["queued", "sending"])

    def abandoned(self, before: datetime) -> Self:
        """Return those that somebody began to send a while ago and neither sent nor put back."""
        return self.filter(state="sending", claimed_at__lte=before)

    def sendable_again(self) -> Self:
        """Return those that a person may have sent again."""
        return self.filter(state__in=["failed", "doubtful"])

    def counted_since(self, since: datetime) -> Self:
        """Return those that count against the cap of the day."""
        return self.exclude(state__in=["held", "suppressed"]).filter(queued_at__gte=since)

    def counts(self) -> dict[str, int]:
        """Return how many messages are in each state, states without any left out."""
        rows = self.order_by().values("state").annotate(number=Count("pk"))
        return {row["state"]: row["number"] for row in rows}


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    """Sets of addresses that want no mail."""

    def keys_among(self, keys: Iterable[str]) -> set[str]:
        """Return which of the keys are on the list."""
        return set(self.filter(key__in=list(keys)).values_list("key", flat=True))

    def counts(self) -> dict[str, int]:
        """Return how many addresses are on the list for each reason."""
        rows = self.order_by().values("reason").annotate(number=Count("pk"))
        return {row["reason"]: row["number"] for row in rows}
