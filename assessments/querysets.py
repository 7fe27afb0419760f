"""Named sets of assessments, responses and answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, Q

from scoring import Reply

if TYPE_CHECKING:
    from assessments.models import Answer, Assessment, Response  # noqa: F401 # named as text in the bases

ANSWERED = Q(answers__reply__lt=Reply.SKIPPED)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Sets of assessments."""

    def open(self) -> Self:
        """Return those that still take answers."""
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        """Return those whose result is final."""
        return self.exclude(closed_at=None)

    def joinable(self) -> Self:
        """Return those that colleagues may enter by a link."""
        return self.open().filter(mode="open")

    def readable(self) -> Self:
        """Return those with a result to read: closed, or in open mode."""
        return self.filter(Q(mode="open") | ~Q(closed_at=None))

    def of_samples(self) -> Self:
        """Return the closed ones of invented organisations, latest first."""
        return self.closed().filter(organisation__kind="sample").order_by("-closed_at", "pk")

    def with_sent_count(self) -> Self:
        """Count the responses that were sent as `sent_count`."""
        return self.annotate(sent_count=Count("responses", filter=Q(responses__sent_at__isnull=False)))

    def with_kit(self) -> Self:
        """Load the organisation and the framework's checksum, and not the framework's text."""
        return self.select_related("organisation", "framework").defer("framework__document")


class ResponseQuerySet(models.QuerySet["Response"]):
    """Sets of responses."""

    def held(self, ids: Collection[UUID]) -> Self:
        """Return those that a browser holds, as long as their person may still be known by them."""
        return self.filter(pk__in=ids).exclude(
            Q(assessment__mode="confidential") & ~Q(assessment__closed_at=None)
        )

    def sent(self) -> Self:
        """Return those that count for the result."""
        return self.exclude(sent_at=None)

    def in_progress(self) -> Self:
        """Return those still to be sent while their round is open."""
        return self.filter(sent_at=None, assessment__closed_at=None)

    def with_kit(self) -> Self:
        """Load what a page about one response needs, and not the framework's text."""
        return self.select_related("assessment__organisation", "assessment__framework").defer(
            "assessment__framework__document"
        )

    def with_progress(self) -> Self:
        """Count the answered questions as `answered`."""
        return self.annotate(answered=Count("answers", filter=ANSWERED))


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Sets of answers."""

    def counted(self) -> Self:
        """Return those of sent responses."""
        return self.exclude(response__sent_at=None)

    def commented(self) -> Self:
        """Return those with a comment."""
        return self.exclude(comment="")
