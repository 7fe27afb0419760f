"""What a workshop leaves: agreed answers, actions, what was parked, and the outcome as one text."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.models.agenda import TEXT_LIMIT, Topic
from workshops.models.rooms import Workshop

SEEN_ALIKE = "seen alike"


class Decision(models.Model):
    """The agreed answer to a question with its reason; one that was undone is kept as such."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    evidence = models.PositiveSmallIntegerField(_("what shows it"), default=0)  # strength 0 to 3
    reason = models.TextField(_("reason"), max_length=TEXT_LIMIT)
    seen_alike = models.BooleanField(default=False)  # accepted without discussion
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic"], condition=Q(undone_at=None), name="workshops_decision_once"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5), name="workshops_decision_range"
            ),
            models.CheckConstraint(condition=Q(evidence__lte=3), name="workshops_evidence_range"),
            models.CheckConstraint(condition=~Q(reason=""), name="workshops_decision_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.position}"


class Action(models.Model):
    """Something to do that the room has agreed on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="actions")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    title = models.CharField(_("what is to be done"), max_length=200)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_when = models.CharField(_("done when"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="workshops_action_named")]

    def __str__(self) -> str:
        return self.title


class ParkingNote(models.Model):
    """Something put aside so that the room can go on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="parking_notes")
    text = models.CharField(_("note"), max_length=TEXT_LIMIT)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="workshops_note_written")]

    def __str__(self) -> str:
        return self.text


class StoredOutcome(models.Model):
    """What an ended workshop agreed, as canonical JSON with its SHA-256."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="stored_outcome")
    document = models.TextField()
    checksum = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.checksum[:12]
