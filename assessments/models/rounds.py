"""An assessment: what is asked of whom, when, and how it may be shown."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.querysets import AssessmentQuerySet
from frameworks.models import FrameworkVersion

TEXT_LIMIT = 2000
_FULL, _PULSE = _("Full assessment"), _("Pulse")


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
    # Lenses whose own questions are put after the framework's, by their slugs.
    asked_lenses = models.JSONField(default=list, blank=True)
    # For the journey: the stages that are of no relevance here, and the one customer group it is about,
    # where the organiser fixed it.
    irrelevant_stages = models.JSONField(default=list, blank=True)
    journey_subject = models.CharField(_("customer group"), max_length=120, blank=True)
    # The questions of `ruled_out`, kept here too because every page of a sheet needs them.
    not_asked = models.JSONField(default=list, blank=True)
    # Declared break-downs, one partition each, never crossed: a list of mappings with id, name and
    # options, each option a mapping with id and name.
    breakdowns = models.JSONField(default=list, blank=True)
    # By pillar: a mapping with "target" (a level) and "importance" (1 to 5), each where it was set.
    aims = models.JSONField(default=dict, blank=True)
    target = models.SlugField(_("target"), max_length=64, blank=True, db_index=False)
    linked = models.BooleanField(_("linked trend"), default=False)
    shown_to_participants = models.BooleanField(_("participants see the result"), default=True)
    # Answers of customers from a survey of one's own, for say and do: {"promise": [n1, n2, n3, n4, n5]}
    felt = models.JSONField(default=dict, blank=True)
    # The round before it, with which this one is compared.
    earlier = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="later"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)  # planned
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)  # planned
    opened_at = models.DateTimeField(null=True, blank=True, default=timezone.now)  # None: a draft
    reopened_at = models.DateTimeField(null=True, blank=True)
    # When names or comments were last taken out; what was written with them is written anew.
    texts_gone_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How many of each group had been asked when a confidential round closed: {"leadership": 4, ...}.
    # Afterwards nobody on the list carries a group any more.
    asked_counts = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    sent_count: int  # how many have sent their answers; there after `with_sent_count()`

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            # Closed by nobody: the schedule did it, or whoever did has left since.
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="assessments_closed_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="assessments_planned_in_order",
            ),
            models.CheckConstraint(
                condition=Q(earlier=None) | ~Q(earlier=F("id")), name="assessments_earlier_is_another"
            ),
            models.CheckConstraint(condition=Q(scope__in=["full", "pulse"]), name="assessments_scope"),
            models.CheckConstraint(condition=Q(mode__in=["open", "confidential"]), name="assessments_mode"),
            # A group of fewer than five is never shown in confidence.
            models.CheckConstraint(
                condition=Q(mode="open", k__gte=1) | Q(k__gte=5), name="assessments_k_floor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.organisation_id} · {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("reports:result", args=[self.pk])

    @property
    def name(self) -> str:
        """Return what the round is called, also where nobody has named it."""
        return self.title or str(_PULSE if self.scope == self.Scope.PULSE else _FULL)

    @property
    def began_at(self) -> datetime:
        """Return since when there are answers, or the round itself while it is a draft."""
        return self.opened_at or self.created_at

    @property
    def draft(self) -> bool:
        """Say whether the round is still being set up."""
        return self.opened_at is None

    @property
    def open(self) -> bool:
        """Say whether the round takes answers."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def closed(self) -> bool:
        """Say whether the result is final."""
        return self.closed_at is not None

    @property
    def confidential(self) -> bool:
        """Say whether answers are shown by the release rules only."""
        return self.mode == self.Mode.CONFIDENTIAL

    @property
    def has_result(self) -> bool:
        """Say whether there is a result to read: published, or begun in open mode."""
        return self.result_stands or (self.mode == self.Mode.OPEN and not self.draft)

    @property
    def result_stands(self) -> bool:
        """Say whether the result is published and answers do not change it before the round closes."""
        return self.closed or (self.confidential and self.reopened_at is not None)

    @property
    def importances(self) -> dict[str, float]:
        """Return the importance of each pillar for which one was set, 1 to 5."""
        return {pillar: aim["importance"] for pillar, aim in self.aims.items() if "importance" in aim}


class Reminder(models.Model):
    """A planned letter to those who have not answered by then."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reminders")
    due_at = models.DateTimeField(_("due"))
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "due_at"], name="assessments_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d %H:%M}"


class RuledOut(models.Model):
    """A question that a round does not ask, with the reason that its report prints."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="ruled_out", db_index=False
    )  # the constraint's index begins with it
    question = models.SlugField(max_length=64, db_index=False)
    reason = models.TextField(_("reason"), max_length=TEXT_LIMIT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="assessments_ruled_out_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="assessments_ruled_out_with_reason"),
        ]

    def __str__(self) -> str:
        return self.question
