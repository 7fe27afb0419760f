"""What was decided to be done, and what became of it in the next round."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from actions.querysets import ActionQuerySet
from assessments.models import Assessment

TITLE_LIMIT, NAME_LIMIT, DONE_LIMIT, TEXT_LIMIT = 200, 120, 300, 2000


class Action(models.Model):
    """Something to do, with an owner, a date and a sign of being done."""

    class Origin(models.TextChoices):
        """Where it comes from; `source` names it there."""

        FRAMEWORK = "framework", _("proposed by the framework")
        WORKSHOP = "workshop", _("agreed in the workshop")
        OWN = "own", _("added")

    class Status(models.TextChoices):
        """How far it is, in the order of the board."""

        PLANNED = "planned", _("Planned")
        BEGUN = "begun", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    class Grade(models.IntegerChoices):
        """How much of something."""

        LITTLE = 1, _("little")
        SOME = 2, _("some")
        MUCH = 3, _("much")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="actions")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="actions")
    origin = models.CharField(max_length=9, choices=Origin)
    source = models.CharField(max_length=100, blank=True)  # the framework's or the workshop's id
    pillar = models.SlugField(max_length=64, blank=True, db_index=False)
    step = models.SlugField(max_length=64, blank=True, db_index=False)
    title = models.CharField(_("what is to be done"), max_length=TITLE_LIMIT)
    do = models.TextField(_("how"), max_length=TEXT_LIMIT, blank=True)
    done_when = models.CharField(_("done when"), max_length=DONE_LIMIT, blank=True)
    owner = models.CharField(_("owner"), max_length=NAME_LIMIT, blank=True)
    email = models.EmailField(_("e-mail address of the owner"), max_length=254, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Grade, default=Grade.SOME)
    effort = models.PositiveSmallIntegerField(_("effort"), choices=Grade, default=Grade.SOME)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.PLANNED)
    note = models.TextField(_("note"), max_length=TEXT_LIMIT, blank=True)
    version = models.PositiveIntegerField(default=1)  # who changes an older one is told so
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)  # when it was done or dropped
    reminded_on = models.DateField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "origin", "source"],
                condition=~Q(source=""),
                name="actions_action_chosen_once",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="actions_action_named"),
            models.CheckConstraint(
                condition=Q(origin__in=["framework", "workshop", "own"]), name="actions_action_origin"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "begun"], settled_at=None)
                | Q(status__in=["done", "dropped"], settled_at__isnull=False),
                name="actions_action_settled",
            ),
            models.CheckConstraint(
                condition=Q(impact__gte=1, impact__lte=3, effort__gte=1, effort__lte=3),
                name="actions_action_grades",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status"], name="actions_action_board")]

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        """Say whether it is still to be done."""
        return self.settled_at is None


class Review(models.Model):
    """What a later round found had become of an action."""

    class Verdict(models.TextChoices):
        """What was found."""

        DONE = "done", _("done")
        GOES_ON = "goes on", _("goes on")
        DROPPED = "dropped", _("dropped")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reviews")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reviews")
    verdict = models.CharField(_("what became of it"), max_length=8, choices=Verdict)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "assessment"], name="actions_review_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=["done", "goes on", "dropped"]), name="actions_review_verdict"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.verdict}"
