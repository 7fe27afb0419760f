"""Named sets of assessments, responses and answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import Count, Q

from scoring import Reply

if TYPE_CHECKING:
    from assessments.models import (  # noqa: F401 # named as text in the bases
        Answer,
        Assessment,
        GroupLink,
        Participant,
        Response,
    )

_KEEP = """
INSERT INTO assessments_answer (response_id, assessment_id, "group", question, {columns})
SELECT r.id, r.assessment_id, r."group", %s, {places}
FROM assessments_response r JOIN assessments_assessment a ON a.id = r.assessment_id
WHERE r.id = %s AND r.sent_at IS NULL AND a.closed_at IS NULL {lock}
ON CONFLICT (response_id, question) DO UPDATE SET {newer}
WHERE assessments_answer.revision < excluded.revision
RETURNING revision
"""
ANSWERED = Q(answers__reply__lt=Reply.SKIPPED)

# What a round's documents show of other rows, and what of those is large and not needed to find out.
OF_KIT = ("organisation__logo", "framework", "edition")
NOT_OF_KIT = ("framework__document", "organisation__logo__png", "edition__logo")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Sets of assessments."""

    def open(self) -> Self:
        """Return those that take answers."""
        return self.filter(closed_at=None).exclude(opened_at=None)

    def drafts(self) -> Self:
        """Return those that are still being set up."""
        return self.filter(opened_at=None)

    def closed(self) -> Self:
        """Return those whose result is final."""
        return self.exclude(closed_at=None)

    def latest_closed(self) -> Self:
        """Return those whose result is final, the latest first."""
        return self.closed().order_by("-closed_at", "pk")

    def due_to_open(self, at: datetime) -> Self:
        """Return the drafts that should be open by now."""
        return self.drafts().filter(opens_at__lte=at)

    def due_to_close(self, at: datetime) -> Self:
        """Return the open ones that should have closed by now."""
        return self.open().filter(closes_at__lte=at)

    def due_to_remind(self, at: datetime) -> Self:
        """Return the open ones with a reminder that should have gone out by now."""
        return self.open().filter(reminders__sent_at=None, reminders__due_at__lte=at).distinct()

    def joinable(self) -> Self:
        """Return those that colleagues may enter by a link."""
        return self.open().filter(mode="open")

    def readable(self) -> Self:
        """Return those with a result to read: closed, reopened, or begun in open mode."""
        begun = Q(mode="open") & ~Q(opened_at=None)
        return self.filter(begun | ~Q(closed_at=None) | ~Q(reopened_at=None))

    def of_samples(self) -> Self:
        """Return the closed ones of invented organisations, latest first."""
        return self.latest_closed().filter(organisation__kind="sample")

    def with_sent_count(self) -> Self:
        """Count the responses that were sent as `sent_count`."""
        return self.annotate(sent_count=Count("responses", filter=Q(responses__sent_at__isnull=False)))

    def with_kit(self) -> Self:
        """Load the organisation with what its documents show of it, the framework's checksum and the edition.

        Neither the framework's text nor a logo's picture comes along.
        """
        return self.select_related(*OF_KIT).defer(*NOT_OF_KIT)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Sets of people asked."""

    def with_address(self) -> Self:
        """Return those who can be written to."""
        return self.exclude(email="")

    def yet_to_answer(self) -> Self:
        """Return those who have neither sent their answers nor withdrawn."""
        return self.filter(withdrawn_at=None).not_answered()

    def answered(self) -> Self:
        """Return those who have sent their answers, whether or not anybody knows which."""
        return self.filter(Q(took_part=True) | Q(response__sent_at__isnull=False))

    def not_answered(self) -> Self:
        """Return those who have not sent any answers, or have taken them back."""
        return self.filter(took_part=False, response__sent_at=None)

    def named(self) -> Self:
        """Return those who stand in the list by a name or an address."""
        return self.exclude(name="", email="")

    def matching(self, search: str) -> Self:
        """Return those whose name or address holds the text."""
        return self.filter(Q(name__icontains=search) | Q(email__icontains=search)) if search else self

    def with_round(self) -> Self:
        """Load the round, its organisation and the sheet, and not the framework's text."""
        return self.select_related("assessment__organisation", "assessment__framework", "response").defer(
            "assessment__framework__document"
        )

    def held(self, invitations: Collection[tuple[UUID, int]]) -> Self:
        """Return those whose link a browser has opened, as long as that link was not replaced."""
        either = [Q(key=key, token_number=number) for key, number in invitations]
        return self.filter(reduce(or_, either)) if either else self.none()


class GroupLinkQuerySet(models.QuerySet["GroupLink"]):
    """Sets of links that a whole group shares."""

    def current(self) -> Self:
        """Return those that nobody has revoked."""
        return self.filter(revoked_at=None)

    def with_round(self) -> Self:
        """Load the round and its organisation, and not the framework's text."""
        return self.select_related("assessment__organisation", "assessment__framework").defer(
            "assessment__framework__document"
        )

    def with_entered(self) -> Self:
        """Count who has come by each as `entered`."""
        return self.annotate(entered=Count("participants"))


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

    def worth_returning_to(self) -> Self:
        """Return those that can still be gone on with, and those sent, by whose result one comes back."""
        return self.filter(
            Q(sent_at=None, assessment__closed_at=None) | Q(sent_at__isnull=False, continued_as=None)
        )

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

    def comments_in(self, assessment: Assessment) -> Self:
        """Return those of sent responses with a comment, found by way of the few who commented."""
        sent = self.filter(response__assessment=assessment, response__commented=True)
        return sent.exclude(response__sent_at=None).exclude(comment="")

    def keep(self, response_id: UUID, question: str, said: Mapping[str, object]) -> bool:
        """Store what was said if it is newer and the sheet still takes answers; say whether it was stored.

        One statement instead of three through the ORM: saving is what a server does most, and building
        the queries cost four times as much as running this one (PostgreSQL and SQLite alike). The rows it
        depends on are locked, so that nothing is saved once a sheet was sent or a round closed.
        """
        meta = self.model._meta  # noqa: SLF001 # Django's documented name for it
        columns = {field.name: field for field in meta.concrete_fields}
        values = [columns[name].get_db_prep_value(value, connection) for name, value in said.items()]
        sheet = columns["response"].get_db_prep_value(response_id, connection)
        lock = "FOR NO KEY UPDATE OF r FOR SHARE OF a" if connection.features.has_select_for_update else ""
        statement = _KEEP.format(
            columns=", ".join(said),
            places=", ".join(["%s"] * len(said)),
            newer=", ".join(f"{name} = excluded.{name}" for name in said),
            lock=lock,
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [question, *values, sheet])
            return cursor.fetchone() is not None
