"""Messages and addresses that want none. The text of a message is never stored: it holds secret links."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from mailing.querysets import MessageQuerySet, SuppressionQuerySet


class Message(models.Model):
    """One message to one address; its text is composed at the moment of sending."""

    class State(models.TextChoices):
        """What became of a message so far."""

        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        SUPPRESSED = "suppressed", _("not sent")
        HELD = "held", _("held for another day")
        DOUBTFUL = "doubtful", _("doubtful")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mail")
    kind = models.SlugField(max_length=40)  # which of settings.LETTERS composes it
    topic = models.UUIDField()  # what it belongs to, an assessment for one
    about = models.CharField(max_length=64)  # whom it concerns, a participant for one
    address = models.CharField(_("address"), max_length=254)
    key = models.CharField(max_length=120)  # the same key is never queued twice
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)  # why not, in plain words
    queued_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)  # not before
    sent_at = models.DateTimeField(null=True, blank=True)
    # Who sends it at the moment, since when, and whether its text has begun to leave: see `delivery`.
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    is_kept = models.BooleanField(default=False)  # written to the folder because there is no mail server

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="mailing_message_once"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["queued", "sending", "sent", "failed", "suppressed", "held", "doubtful"]
                ),
                name="mailing_message_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sending")
                | models.Q(claim__isnull=False, claimed_at__isnull=False),
                name="mailing_message_sending_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="mailing_message_sent_sometime",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-queued_at"], name="mailing_message_newest"),
            models.Index(fields=["organisation", "state"], name="mailing_message_by_state"),
            models.Index(fields=["topic", "kind"], name="mailing_message_of_topic"),
            models.Index(
                fields=["next_at"],
                condition=models.Q(state__in=["queued", "sending", "held"]),
                name="mailing_message_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.state}"

    @property
    def kind_name(self) -> str:
        """Return the kind as people read it."""
        return self.kind.replace("-", " ").capitalize()

    @property
    def waits(self) -> bool:
        """Say whether an attempt is still to come."""
        return self.state in {self.State.QUEUED, self.State.HELD}

    @property
    def is_under_way(self) -> bool:
        """Say whether its text is still to be written or sent."""
        return self.waits or self.state == self.State.SENDING

    @property
    def can_be_sent_again(self) -> bool:
        """Say whether a person may have it sent again."""
        return self.state in {self.State.FAILED, self.State.DOUBTFUL}


class Suppression(models.Model):
    """An address that gets no more mail of an organisation, known only by its keyed hash."""

    class Reason(models.TextChoices):
        """Why no more mail goes there."""

        ASKED = "asked", _("its owner asked for no more mail")
        REFUSED = "refused", _("the receiving server refused the address")
        BOUNCED = "bounced", _("a message came back")
        ADDED = "added", _("a member of the organisation added it")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="suppressions")
    key = models.CharField(max_length=64)
    reason = models.CharField(max_length=8, choices=Reason)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="mailing_suppression_once"),
            models.CheckConstraint(
                condition=models.Q(reason__in=["asked", "refused", "bounced", "added"]),
                name="mailing_suppression_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key[:12]} · {self.reason}"
