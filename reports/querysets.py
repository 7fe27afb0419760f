"""Named sets of shared reports."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from assessments.querysets import NOT_OF_KIT, OF_KIT

if TYPE_CHECKING:
    from reports.models import Share  # noqa: F401 # named as text in the base


class ShareQuerySet(models.QuerySet["Share"]):
    """Sets of links to reports."""

    def current(self, at: datetime) -> Self:
        """Return those that still lead to a report."""
        return self.filter(revoked_at=None, expires_at__gt=at).exclude(assessment__closed_at=None)

    def ended(self, at: datetime) -> Self:
        """Return those that lead nowhere any more, whatever becomes of their round."""
        return self.exclude(revoked_at=None, expires_at__gt=at)

    def with_round(self) -> Self:
        """Load the round with all that its documents show, and neither the framework's text nor a logo."""
        loaded = self.select_related(*(f"assessment__{one}" for one in OF_KIT))
        return loaded.defer(*(f"assessment__{one}" for one in NOT_OF_KIT))
