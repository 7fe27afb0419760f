"""Rooms that were left open end by themselves, and who sat in a room is forgotten."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts import organisations
from accounts.models import AuditEvent, Organisation
from assessments import setup
from assessments.models import Answer, Assessment, Response
from tests import factories, rooms
from workshops import outcomes, preparing, retention, running, tasks
from workshops.models import (
    Action,
    Ballot,
    Decision,
    Item,
    ParkingNote,
    Seat,
    StoredOutcome,
    Topic,
    Vote,
    Workshop,
)

pytestmark = pytest.mark.django_db

NOTHING = retention.Tidied(ended=0, made_ready=0, names=0)
CODE = timedelta(hours=8)
LEFT = CODE + retention.LEFT_FOR + timedelta(minutes=1)


def silent(mode: str = Assessment.Mode.CONFIDENTIAL, *, sent: int = 0) -> Workshop:
    """Make a room that answers alone, some of it already done."""
    round_ = factories.assessment(mode=mode, scope=Assessment.Scope.PULSE)
    made = rooms.workshop(round_, topics=0, from_nothing=True, phase=Workshop.Phase.ANSWERING)
    for number in range(sent):
        seat = rooms.seat(made, name=f"Person {number}")
        Seat.objects.filter(pk=seat.pk).update(response=factories.sent(round_, name=seat.name))
    return made


def phases() -> list[str]:
    return list(Workshop.objects.values_list("phase", flat=True))


def test_nothing_is_tidied_in_a_room_that_is_in_session_or_prepared():
    rooms.workshop(seats=2)
    rooms.workshop(phase=Workshop.Phase.PREPARED)
    assert retention.tidy(at=now() + CODE + retention.LEFT_FOR - timedelta(minutes=1)) == NOTHING


def test_who_came_to_a_room_that_never_began_is_forgotten():
    early = rooms.workshop(phase=Workshop.Phase.PREPARED, seats=2)
    other = rooms.workshop(seats=1)
    retention.tidy(at=now() + LEFT - timedelta(minutes=2))
    assert early.seats.count() == 2

    Workshop.objects.filter(pk=other.pk).update(code_expires_at=now() + LEFT)
    retention.tidy(at=now() + LEFT)
    assert (early.seats.count(), other.seats.count()) == (0, 1)
    assert Workshop.objects.filter(pk=early.pk).exists()


def test_prepared_workshop_stays_however_old():
    rooms.workshop(phase=Workshop.Phase.PREPARED)
    assert retention.tidy(at=now() + timedelta(days=900)) == NOTHING
    assert phases() == ["prepared"]


def test_room_left_open_ends_a_day_after_its_code_has_expired():
    made = rooms.workshop(seats=3)
    topic = made.topics.order_by("pk")[0]
    rooms.ballot(topic, dict.fromkeys(made.seats.all(), 4))
    at = now() + LEFT

    assert retention.tidy(at=at) == retention.Tidied(ended=1, made_ready=0, names=0)

    made.refresh_from_db()
    assert (made.phase, made.ended_at) == (Workshop.Phase.ENDED, at)
    assert StoredOutcome.objects.filter(workshop=made).count() == 1
    assert list(Vote.objects.values_list("seat", "reply")) == [(None, 4)] * Vote.objects.count()
    event = AuditEvent.objects.get(action="workshop ended")
    assert (event.subject, event.actor) == (str(made.pk), None)


def test_tidying_twice_ends_a_room_once():
    rooms.workshop(seats=1)
    retention.tidy(at=now() + LEFT)
    assert retention.tidy(at=now() + LEFT) == NOTHING
    assert AuditEvent.objects.filter(action="workshop ended").count() == 1


def test_room_left_while_it_answered_is_ended_with_what_was_sent():
    made = silent(sent=6)

    assert retention.tidy(at=now() + LEFT).ended == 1

    made.refresh_from_db()
    assert (made.phase, made.assessment.closed) == (Workshop.Phase.ENDED, True)
    assert Seat.objects.exclude(response=None).count() == 0


def test_room_left_before_anybody_sent_is_made_ready_again_without_its_seats():
    made = silent()
    rooms.seat(made, name="Ada Example")

    assert retention.tidy(at=now() + LEFT) == retention.Tidied(ended=0, made_ready=1, names=0)

    made.refresh_from_db()
    kept = (made.phase, made.code, made.code_expires_at, made.began_at, made.version)
    assert kept == (Workshop.Phase.PREPARED, "", None, None, 1)
    assert made.seats.count() == 0
    assert retention.tidy(at=now() + LEFT) == NOTHING


def test_room_made_ready_again_can_be_begun():
    made = silent()
    retention.tidy(at=now() + LEFT)

    begun = running.begin(workshop=made, by=factories.member(made.organisation), at=now())

    assert begun.phase == Workshop.Phase.ANSWERING


def test_every_room_that_was_left_is_seen_to():
    rooms.workshop(seats=1)
    silent()
    silent(sent=6)
    assert retention.tidy(at=now() + LEFT) == retention.Tidied(ended=2, made_ready=1, names=0)
    assert sorted(phases()) == ["ended", "ended", "prepared"]


def test_room_that_somebody_has_gone_on_with_is_left_alone():
    seen = rooms.workshop(seats=1)
    Workshop.objects.filter(pk=seen.pk).update(version=seen.version + 1)
    assert retention._leave(seen, now() + LEFT) is None
    assert phases() == ["running"]


def ended(seats: int = 2) -> Workshop:
    return rooms.workshop(seats=seats, phase=Workshop.Phase.ENDED)


def test_names_of_seats_go_thirty_days_after_the_end():
    made = ended()
    assert retention.tidy(at=now() + timedelta(days=29)) == NOTHING
    assert retention.tidy(at=now() + timedelta(days=31)).names == 2
    assert list(made.seats.values_list("name", flat=True)) == ["", ""]
    assert retention.tidy(at=now() + timedelta(days=31)) == NOTHING


def test_names_go_from_the_stored_outcome_and_nothing_else_does():
    made = rooms.workshop(seats=2)
    running.end(workshop=made, version=made.version, by=None, at=now())
    before = outcomes.read(made.stored_outcome)
    assert before.names == ("Person 1", "Person 2")

    retention.tidy(at=now() + timedelta(days=31))

    stored = StoredOutcome.objects.get()
    assert outcomes.read(stored) == replace(before, names=())
    assert stored.checksum == hashlib.sha256(stored.document.encode()).hexdigest()
    assert "Person" not in stored.document


def test_an_organisation_keeps_names_for_as_long_as_it_says():
    made, other = ended(), ended()
    Organisation.objects.filter(pk=made.organisation_id).update(addresses_kept_days=60)
    assert retention.tidy(at=now() + timedelta(days=31)).names == 2
    assert set(other.seats.values_list("name", flat=True)) == {""}
    assert set(made.seats.values_list("name", flat=True)) == {"Person 1", "Person 2"}


@pytest.mark.parametrize("count", [1, 3])
def test_names_are_emptied_in_the_same_number_of_statements(
    count: int, django_assert_max_num_queries: object
):
    for _ in range(count):
        ended()
    with django_assert_max_num_queries(7):  # type: ignore[operator]  # a fixture without a type
        retention.tidy(at=now() + timedelta(days=31))


def test_task_tidies():
    made = rooms.workshop(seats=1)
    Workshop.objects.filter(pk=made.pk).update(
        code_expires_at=now() - retention.LEFT_FOR - timedelta(hours=1)
    )
    tasks.tidy.call()
    assert phases() == ["ended"]


def whole() -> Workshop:
    """Make a workshop with something of everything."""
    made = rooms.workshop(seats=2)
    topic = made.topics.order_by("pk")[0]
    rooms.ballot(topic, dict.fromkeys(made.seats.all(), 2), revealed=True)
    rooms.decision(topic)
    Action.objects.create(workshop=made, topic=topic, title="Map one journey", owner="Ada Example")
    ParkingNote.objects.create(workshop=made, text="Budget")
    StoredOutcome.objects.create(workshop=made, document="{}", checksum="0" * 64, computed_at=now())
    return made


ROWS = (Workshop, Item, Topic, Seat, Ballot, Vote, Decision, Action, ParkingNote, StoredOutcome)


def test_deleting_an_organisation_deletes_its_workshops_and_no_other():
    kept, gone = whole(), whole()
    before = {model: model.objects.count() for model in ROWS}

    organisations.delete_organisation(organisation=gone.organisation, typed=gone.organisation.name)

    assert {model: model.objects.count() * 2 for model in ROWS} == before
    assert list(Workshop.objects.all()) == [kept]


def test_deleting_a_draft_round_deletes_the_workshop_prepared_on_it_and_no_other():
    owner, at = factories.member(), now()
    made, other = (
        preparing.plan_from_nothing(
            organisation=factories.organisation(), title="", mode="open", by=owner, at=at
        )
        for _ in range(2)
    )
    setup.delete_draft(assessment=made.assessment, by=owner)
    assert list(Workshop.objects.all()) == [other]


def test_workshop_keeps_what_it_agreed_when_names_go():
    made = whole()
    running.end(workshop=made, version=made.version, by=None, at=now())
    retention.tidy(at=now() + timedelta(days=900))
    assert Decision.objects.get().reason == "We looked at cases"
    assert (Answer.objects.exists(), Response.objects.exists()) == (True, True)
