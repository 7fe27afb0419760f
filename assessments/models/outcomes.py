"""What was computed or written from the answers, and kept."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.models.rounds import Assessment


class StoredResult(models.Model):
    """A computed result as canonical JSON with its SHA-256."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="stored_result")
    fingerprint = models.CharField(max_length=64)  # which answers it was computed from
    document = models.TextField()
    further = models.TextField(default="{}")  # break-downs and lenses of their own; see `assessments.further`
    checksum = models.CharField(max_length=64)  # of both texts
    # Checksum of what a workshop agreed, printed beside the result; whoever agrees keeps it here.
    beside = models.CharField(max_length=64, blank=True)
    # Checksum of the actions that are printed beside the result; whoever plans keeps it here.
    planned = models.CharField(max_length=64, blank=True)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.checksum[:12]


class Export(models.Model):
    """A file of somebody's or an organisation's data, made in the background and kept for a week."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="exports")
    kind = models.SlugField(max_length=40)
    about = models.CharField(max_length=80, blank=True)  # the participant, where it is about one
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    filename = models.CharField(max_length=120, blank=True)
    content = models.BinaryField(null=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # A hundred clicks are one job.
            models.UniqueConstraint(
                fields=["organisation", "kind", "about"],
                condition=Q(state="waiting"),
                name="assessments_export_waiting_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "ready", "failed"]), name="assessments_export_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.state}"
