"""What the database itself refuses, whatever a program tries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests import rooms
from workshops.models import Action, Ballot, Decision, Item, ParkingNote, Seat, Topic, Vote, Workshop

pytestmark = pytest.mark.django_db


def room() -> Workshop:
    return rooms.workshop(topics=1, seats=1)


def ballot() -> Ballot:
    return rooms.ballot(room().topics.get())


def decided(**said: object) -> None:
    Decision.objects.create(**{"topic": room().topics.get(), "position": 3, "reason": "Cases", **said})


def decided_twice() -> None:
    topic = room().topics.get()
    rooms.decision(topic)
    rooms.decision(topic)


def voted(**said: object) -> None:
    Vote.objects.create(**{"ballot": ballot(), "reply": 3, "revision": 1, **said})


def voted_twice() -> None:
    open_, seat = ballot(), Seat.objects.get()
    voted(ballot=open_, seat=seat)
    voted(ballot=open_, seat=seat, revision=2)


def opened_twice() -> None:
    first = ballot()
    Ballot.objects.create(topic=first.topic, number=first.number, opened_at=timezone.now())


def told_twice() -> None:
    topic = room().topics.get()
    Topic.objects.create(workshop=topic.workshop, question=topic.question)


def coded_twice() -> None:
    code = room().code
    Workshop.objects.filter(pk=rooms.workshop().pk).update(code=code)


def changed(**said: object) -> None:
    Workshop.objects.filter(pk=room().pk).update(**said)


BREAKS: dict[str, Callable[[], object]] = {
    "workshops_topic_once": told_twice,
    "workshops_stage": lambda: Topic.objects.create(workshop=room(), question="other", stage="talked"),
    "workshops_two_views": lambda: Topic.objects.create(workshop=room(), question="other", lower_view="So"),
    "workshops_item_with_topic": lambda: Item.objects.create(
        workshop=room(), place=1, kind=Item.Kind.TOPIC, minutes=9
    ),
    "workshops_item_minutes": lambda: Item.objects.create(
        workshop=room(), place=1, kind=Item.Kind.OPENING, minutes=241
    ),
    "workshops_decision_once": decided_twice,
    "workshops_decision_range": lambda: decided(position=6),
    "workshops_evidence_range": lambda: decided(evidence=4),
    "workshops_decision_with_reason": lambda: decided(reason=""),
    "workshops_action_named": lambda: Action.objects.create(workshop=room()),
    "workshops_note_written": lambda: ParkingNote.objects.create(workshop=room()),
    "workshops_code_once": coded_twice,
    "workshops_code_expires": lambda: changed(code_expires_at=None),
    "workshops_phase": lambda: changed(phase="paused"),
    "workshops_ended_with_time": lambda: changed(phase=Workshop.Phase.ENDED),
    "workshops_answering_from_nothing": lambda: changed(phase=Workshop.Phase.ANSWERING),
    "workshops_ballot_once": opened_twice,
    "workshops_ballot_from_one": lambda: Ballot.objects.create(
        topic=room().topics.get(), number=0, opened_at=timezone.now()
    ),
    "workshops_vote_once": voted_twice,
    "workshops_vote_range": lambda: voted(reply=7),
    "workshops_revision_from_one": lambda: voted(revision=0),
}


def test_every_constraint_is_tried():
    models = apps.get_app_config("workshops").get_models()
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert set(BREAKS) == named


@pytest.mark.parametrize("name", BREAKS)
def test_a_row_that_breaks_a_constraint_is_refused(name: str):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BREAKS[name]()
    by_columns = name.endswith("_once") and connection.vendor == "sqlite"  # which names the columns instead
    assert by_columns or name in str(refused.value)


def test_a_seat_has_one_vote_in_a_ballot_and_many_that_nobody_is_known_by():
    open_ = ballot()
    voted(ballot=open_, seat=None)
    voted(ballot=open_, seat=None)
    assert Vote.objects.count() == 2


def test_a_decision_that_was_undone_leaves_room_for_another():
    topic = room().topics.get()
    rooms.decision(topic)
    Decision.objects.update(undone_at=timezone.now())
    rooms.decision(topic)
    assert Decision.objects.filter(undone_at=None).count() == 1
