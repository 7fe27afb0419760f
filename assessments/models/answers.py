"""Sheets and the answers on them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from assessments.models.people import Participant
from assessments.models.rounds import Assessment
from assessments.querysets import AnswerQuerySet, ResponseQuerySet
from scoring import Reply


class Response(models.Model):
    """One participant's sheet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None after a confidential assessment has closed: nobody is known by their answers any more.
    participant = models.OneToOneField(
        Participant, null=True, on_delete=models.SET_NULL, related_name="response"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="responses")
    group = models.SlugField(max_length=64, db_index=False)
    traits = models.JSONField(default=dict, blank=True)
    on_paper = models.BooleanField(default=False)  # keyed in by somebody else from a sheet of paper
    # What joins the answers of one person in two rounds, where a linked trend was declared; names nobody.
    trend_key = models.CharField(max_length=64, blank=True)
    lens_subject = models.CharField(max_length=120, blank=True)  # whom the journey's answers describe
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


class LensReply(models.Model):
    """One reply to a question of a lens's own: a field of a stage, or a promise in one wording."""

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="lens_replies", db_index=False
    )  # the constraint's index begins with it
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="lens_replies")
    group = models.SlugField(max_length=64, db_index=False)
    lens = models.SlugField(max_length=64, db_index=False)
    item = models.SlugField(max_length=64, db_index=False)  # stage or promise
    field = models.SlugField(max_length=64, db_index=False)  # field of a stage, form of a promise
    reply = models.CharField(max_length=64)  # "1" to "5", "dk", or an option's id
    revision = models.PositiveIntegerField()
    op = models.UUIDField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "lens", "item", "field"], name="assessments_lens_reply_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lens} {self.item} {self.field}: {self.reply}"


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
