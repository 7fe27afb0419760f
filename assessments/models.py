"""An assessment, the people asked, their responses and answers, and the stored result."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.querysets import AnswerQuerySet, AssessmentQuerySet, ResponseQuerySet
from frameworks.models import FrameworkVersion
from scoring import Reply

TEXT_LIMIT = 2000


class Assessment(models.Model):
    """One framework version put to one organisation at one time."""

    class Scope(models.TextChoices):
        """Which questions are asked."""

        FULL = "full", _("full")
        PULSE = "pulse", _("pulse")

    class Mode(models.TextChoices):
        """Who may see whose answers; declared before the first answer, never loosened."""

        OPEN = "open", _("open")
        CONFIDENTIAL = "confidential", _("confidential")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="assessments")
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    lens_checksums = models.JSONField(default=list)
    title = models.CharField(_("title"), max_length=120, blank=True)
    scope = models.CharField(max_length=5, choices=Scope)
    mode = models.CharField(max_length=12, choices=Mode)
    k = models.PositiveSmallIntegerField(_("smallest group shown"), default=5)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, closed_at__gte=F("opened_at")),
                name="assessments_closed_by_somebody",
            ),
            models.CheckConstraint(condition=Q(scope__in=["full", "pulse"]), name="assessments_scope"),
            models.CheckConstraint(condition=Q(mode__in=["open", "confidential"]), name="assessments_mode"),
            # A group of fewer than five is never shown in confidence.
            models.CheckConstraint(
                condition=Q(mode="open", k__gte=1) | Q(k__gte=5), name="assessments_k_floor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.organisation_id} · {self.opened_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("reports:result", args=[self.pk])

    @property
    def closed(self) -> bool:
        """Say whether the result is final."""
        return self.closed_at is not None

    @property
    def has_result(self) -> bool:
        """Say whether there is a result to read: closed, or in open mode."""
        return self.closed or self.mode == self.Mode.OPEN


class Participant(models.Model):
    """Somebody asked to answer; needs no account."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="participants")
    group = models.SlugField(max_length=64, db_index=False)
    name = models.CharField(_("name"), max_length=120, blank=True)

    def __str__(self) -> str:
        return self.name or self.group


class Response(models.Model):
    """One participant's sheet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None after a confidential assessment has closed: nobody is known by their answers any more.
    participant = models.OneToOneField(
        Participant, null=True, on_delete=models.SET_NULL, related_name="response"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="responses")
    group = models.SlugField(max_length=64, db_index=False)
    started_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    # What was sent: one `scoring.Reply` a byte, in the framework's order of questions (`sheets.pack`).
    # A result reads this and not the answers, of which there are 42 times as many.
    replies = models.BinaryField(null=True, editable=False)
    commented = models.BooleanField(default=False)  # whether comments were sent with it: few do
    continued_as = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="continues"
    )

    answered: int  # how many questions have an answer; there after `with_progress()`

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=F("started_at")),
                name="assessments_sent_after_start",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, replies=None) | Q(sent_at__isnull=False, replies__isnull=False),
                name="assessments_sent_with_replies",
            ),
            models.CheckConstraint(
                condition=Q(continued_as=None) | Q(sent_at__isnull=False),
                name="assessments_continued_when_sent",
            ),
        ]
        indexes = [models.Index(fields=["assessment", "sent_at"], name="assessments_sent")]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("assessments:answer", args=[self.pk])

    @property
    def sent(self) -> bool:
        """Say whether the person has sent the sheet."""
        return self.sent_at is not None


class Answer(models.Model):
    """One reply to one question.

    Assessment and group are copied in so that a tally reads one covering index. A question
    without a row was skipped (or not yet answered); a row may say so too, when only a comment
    was left.
    """

    # No index of their own: the constraint and the index below begin with them, and every answer saved
    # would pay for a second.
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers", db_index=False)
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    group = models.SlugField(max_length=64, db_index=False)
    question = models.SlugField(max_length=64, db_index=False)
    reply = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    op = models.UUIDField()
    saved_at = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="assessments_answer_once"),
            models.CheckConstraint(
                condition=Q(reply__gte=int(Reply.P1), reply__lte=int(Reply.SKIPPED)),
                name="assessments_reply_range",
            ),
            models.CheckConstraint(
                condition=(Q(reply=int(Reply.NOT_APPLICABLE)) & ~Q(reason=""))
                | (~Q(reply=int(Reply.NOT_APPLICABLE)) & Q(reason="")),
                name="assessments_reason_with_na",
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="assessments_revision_from_one"),
        ]
        indexes = [
            models.Index(fields=["assessment", "question", "group", "reply"], name="assessments_tally")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {Reply(self.reply).name}"


class StoredResult(models.Model):
    """A computed result as canonical JSON with its SHA-256."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="stored_result")
    fingerprint = models.CharField(max_length=64)  # which answers it was computed from
    document = models.TextField()
    checksum = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.checksum[:12]


class Reader(models.Model):
    """Somebody who took part in a confidential round and may read its result; leads to no response."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="readers", db_index=False
    )  # the constraint's index begins with it
    key = models.CharField(max_length=64)  # made from what the browser holds; see `anonymity`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="assessments_reader_once")]

    def __str__(self) -> str:
        return self.key[:12]
