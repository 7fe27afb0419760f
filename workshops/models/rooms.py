"""The room itself and the seats in it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.models import Assessment, Response
from workshops.querysets import SeatQuerySet, WorkshopQuerySet

if TYPE_CHECKING:
    from datetime import datetime


class Workshop(models.Model):
    """A session in one room about one assessment."""

    class Phase(models.TextChoices):
        """How far the session is."""

        PREPARED = "prepared", _("being prepared")
        ANSWERING = "answering", _("answering alone")  # only where it began from nothing
        RUNNING = "running", _("under way")
        ENDED = "ended", _("ended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="workshops")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="workshops")
    title = models.CharField(_("title"), max_length=120, blank=True)
    # Without earlier answers: the pulse questions are answered in the room first, silently and alone.
    from_nothing = models.BooleanField(default=False)
    phase = models.CharField(max_length=9, choices=Phase, default=Phase.PREPARED)
    # Counts what facilitators do. Whoever acts on an older state than the last is refused.
    version = models.PositiveIntegerField(default=0)
    current = models.ForeignKey(
        "workshops.Item", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    item_began_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=8, blank=True)  # by which people join; empty while nobody may
    code_expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="workshops_code_once"),
            models.CheckConstraint(
                condition=Q(code="", code_expires_at=None) | (~Q(code="") & Q(code_expires_at__isnull=False)),
                name="workshops_code_expires",
            ),
            models.CheckConstraint(
                condition=Q(phase__in=["prepared", "answering", "running", "ended"]), name="workshops_phase"
            ),
            models.CheckConstraint(
                condition=Q(phase="ended", ended_at__isnull=False) | (~Q(phase="ended") & Q(ended_at=None)),
                name="workshops_ended_with_time",
            ),
            models.CheckConstraint(
                condition=~Q(phase="answering") | Q(from_nothing=True),
                name="workshops_answering_from_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.assessment_id} · {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("workshops:workshop", args=[self.organisation_id, self.pk])

    @property
    def name(self) -> str:
        """Return what the workshop is called, also where nobody has named it."""
        return self.title or self.assessment.name

    @property
    def live(self) -> bool:
        """Say whether the room is in session."""
        return self.phase in {self.Phase.ANSWERING, self.Phase.RUNNING}

    @property
    def ended(self) -> bool:
        """Say whether the session is over."""
        return self.phase == self.Phase.ENDED

    def joinable(self, at: datetime) -> bool:
        """Say whether somebody with the code may come in."""
        return not self.ended and self.code_expires_at is not None and at < self.code_expires_at


class Seat(models.Model):
    """One person's place in the room, held by one browser; needs no account and no name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="seats")
    name = models.CharField(_("name"), max_length=80, blank=True)
    group = models.SlugField(max_length=64, blank=True, db_index=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now, editable=False)  # to the minute, or so
    removed_at = models.DateTimeField(null=True, blank=True)
    # The sheet answered in the room; cut when a confidential round closes.
    response = models.OneToOneField(
        Response, null=True, blank=True, on_delete=models.SET_NULL, related_name="seat"
    )

    objects = SeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or str(self.pk)[:8]

    def get_absolute_url(self) -> str:
        return reverse("workshops:seat", args=[self.pk])
