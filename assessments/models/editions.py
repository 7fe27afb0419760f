"""What a report says about itself as a document: marking, version, approval, and what was typed in for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.rounds import Assessment


class Edition(models.Model):
    """The document that the board gets of a round; without one it is a draft with the defaults."""

    class Marking(models.TextChoices):
        """Who may read it, least guarded first; printed on every page."""

        PUBLIC = "public", _("Public")
        INTERNAL = "internal", _("Internal")
        CONFIDENTIAL = "confidential", _("Confidential")
        STRICT = "strict", _("Strictly confidential")

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="edition")
    marking = models.CharField(_("marking"), max_length=12, choices=Marking, default=Marking.CONFIDENTIAL)
    version = models.CharField(_("version"), max_length=20, default="1.0")
    next_round_on = models.DateField(_("next round"), null=True, blank=True)
    # What the present state costs, up to three: a list of mappings with label, amount (text) and source.
    costs = models.JSONField(default=list, blank=True)
    approver = models.CharField(_("approved by"), max_length=120, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)  # None: a draft
    # The plan of actions as it stood at approval, as canonical JSON: a final document does not change
    # when somebody ticks off an action.
    plan = models.TextField(blank=True)
    # Names, colour and texts as they stood at approval, as canonical JSON, and the logo beside them.
    letterhead = models.TextField(blank=True)
    logo = models.BinaryField(null=True)
    revision = models.PositiveIntegerField(default=0)  # counts every change, so that documents are made anew

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(marking__in=["public", "internal", "confidential", "strict"]),
                name="assessments_edition_marking",
            ),
            models.CheckConstraint(
                condition=Q(final_at=None) | ~Q(approver=""), name="assessments_edition_final_is_approved"
            ),
            models.CheckConstraint(
                condition=(Q(final_at=None) & Q(letterhead="") & Q(logo=None))
                | (Q(final_at__isnull=False) & ~Q(letterhead="")),
                name="assessments_edition_final_keeps_its_look",
            ),
            models.CheckConstraint(condition=~Q(version=""), name="assessments_edition_numbered"),
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def final(self) -> bool:
        """Say whether the document was approved."""
        return self.final_at is not None
