"""The people asked, and the links by which they come."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.rounds import Assessment
from assessments.querysets import GroupLinkQuerySet, ParticipantQuerySet

if TYPE_CHECKING:
    from assessments.models.answers import Response


class GroupLink(models.Model):
    """One link for everybody of a group, good for so many people; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="group_links")
    group = models.SlugField(max_length=64, db_index=False)
    cap = models.PositiveIntegerField(_("at most"))
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    entered: int  # how many have come by it; there after `with_entered()`

    objects = GroupLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cap__gte=1), name="assessments_link_cap"),
            models.UniqueConstraint(
                fields=["assessment", "group"],
                condition=Q(revoked_at=None),
                name="assessments_one_link_a_group",
            ),
        ]

    def __str__(self) -> str:
        return self.group


class Participant(models.Model):
    """Somebody asked to answer; needs no account.

    Once a confidential round has closed, a participant carries neither group nor traits.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # in addresses
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="participants")
    group = models.SlugField(max_length=64, db_index=False, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    traits = models.JSONField(default=dict, blank=True)  # {"site": "north"}: options of declared break-downs
    # Of the personal link; the token itself is made anew from the secret key and is nowhere kept.
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    token_number = models.PositiveSmallIntegerField(default=1)  # a higher one ends the link before
    via = models.ForeignKey(
        GroupLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="participants"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    consented_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # What stays known of a confidential round that has closed: that somebody answered, never what.
    took_part = models.BooleanField(default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), "assessment", condition=~Q(email=""), name="assessments_participant_once"
            ),
        ]
        indexes = [models.Index(fields=["assessment", "group"], name="assessments_asked")]

    def __str__(self) -> str:
        return self.name or self.email or self.group

    @property
    def sheet(self) -> Response | None:
        """Return the person's sheet, None before they begin; asks no query where it was loaded along."""
        found: Response | None = getattr(self, "response", None)
        return found

    @property
    def answered(self) -> bool:
        """Say whether the person has sent answers; what they were may be known to nobody any more."""
        return self.took_part or (self.sheet is not None and self.sheet.sent)
