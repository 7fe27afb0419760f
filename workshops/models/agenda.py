"""What a workshop goes through: items in their order, and the questions among them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.models.rooms import Workshop
from workshops.protocol import Stage

TEXT_LIMIT = 500


class Topic(models.Model):
    """One question in the room; how its life goes is decided by `workshops.protocol`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, related_name="topics", db_index=False
    )  # the constraint's index begins with it
    question = models.SlugField(max_length=64, db_index=False)
    stage = models.CharField(
        max_length=8, choices=[(stage.value, stage.value) for stage in Stage], default=Stage.WAITING
    )
    # The stages that undo goes back through, oldest first; emptied when the room goes on.
    trail = models.JSONField(default=list, blank=True)
    parked_because = models.TextField(_("why it is parked"), max_length=TEXT_LIMIT, blank=True)
    # Where the group did not agree and both views are recorded.
    lower_view = models.TextField(_("the lower view"), max_length=TEXT_LIMIT, blank=True)
    higher_view = models.TextField(_("the higher view"), max_length=TEXT_LIMIT, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "question"], name="workshops_topic_once"),
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="workshops_stage"
            ),
            models.CheckConstraint(
                condition=Q(lower_view="", higher_view="") | (~Q(lower_view="") & ~Q(higher_view="")),
                name="workshops_two_views",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Item(models.Model):
    """One entry of the agenda with its minutes; a topic, or a part such as the opening."""

    class Kind(models.TextChoices):
        """What happens."""

        OPENING = "opening", _("Opening")
        SPREAD = "spread", _("The spread")
        TOPIC = "topic", _("Topic")
        ACTIONS = "actions", _("Actions")
        RESERVE = "reserve", _("Reserve")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()  # ordered by it, then by key
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(_("title"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    topic = models.OneToOneField(Topic, null=True, blank=True, on_delete=models.CASCADE, related_name="item")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="topic", topic__isnull=False) | (~Q(kind="topic") & Q(topic=None)),
                name="workshops_item_with_topic",
            ),
            models.CheckConstraint(condition=Q(minutes__lte=240), name="workshops_item_minutes"),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
