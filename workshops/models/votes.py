"""Hidden votes: a topic may be voted on more than once, and every vote is kept."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from scoring import Reply
from workshops.models.agenda import Topic
from workshops.models.rooms import Seat


class Ballot(models.Model):
    """One hidden vote of the room on a topic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="ballots", db_index=False
    )  # the constraint's index begins with it
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True, blank=True)
    # How the votes lay, counted by reply, each time a reveal was taken back: what was seen stays known.
    shown = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="workshops_ballot_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="workshops_ballot_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} · {self.number}"


class Vote(models.Model):
    """What one seat chose: a position, or that it cannot be judged; changeable until the reveal."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes", db_index=False)
    # None once the workshop has ended: nobody is known by a vote any more.
    seat = models.ForeignKey(Seat, null=True, on_delete=models.SET_NULL, related_name="votes")
    group = models.SlugField(max_length=64, blank=True, db_index=False)
    reply = models.PositiveSmallIntegerField()  # a `scoring.Reply`: 1 to 5, or that it cannot be judged
    revision = models.PositiveIntegerField()  # a repeated or older one changes nothing
    # Of a seat that was removed before the reveal.
    void = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seat"], name="workshops_vote_once"),
            models.CheckConstraint(
                condition=Q(reply__gte=int(Reply.P1), reply__lte=int(Reply.DONT_KNOW)),
                name="workshops_vote_range",
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="workshops_revision_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}: {Reply(self.reply).name}"
