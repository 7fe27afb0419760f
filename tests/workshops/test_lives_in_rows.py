"""What the services make of rows is what the pure protocol makes of values, whatever is done in whatever order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from tests import factories, rooms
from tests.workshops import topic_lives
from workshops import protocol, refusals, running, seating, topics, voting
from workshops.models import Decision, Seat, Topic, Workshop
from workshops.protocol import (
    Agree,
    Cast,
    Command,
    GoOn,
    OpenVoting,
    Park,
    Remove,
    Reveal,
    Role,
    Stage,
    TakeUp,
    Undo,
    VoteAgain,
)

pytestmark = pytest.mark.django_db
PLAIN: dict[type[Command], Callable[..., Workshop]] = {
    OpenVoting: running.open_voting,
    VoteAgain: running.vote_again,
    Reveal: running.reveal,
    TakeUp: running.take_up,
    Undo: running.undo,
}


class Room:
    """A workshop on two topics beside the values that it should hold."""

    def __init__(self, workshop: Workshop, by: User) -> None:
        self.workshop, self.by = workshop, by
        self.topics = list(workshop.topics.order_by("item__place"))
        seats = workshop.seats.order_by("name")
        self.seats = dict(zip(topic_lives.SEATS, seats, strict=True))
        self.values = [protocol.Topic() for _topic in self.topics]
        self.here, self.version = 0, workshop.version

    def do(self, command: Command, *, stale: bool) -> None:
        """Do the same to rows and values, and find that both are refused or neither."""
        counts = command.by == Role.FACILITATOR and not isinstance(command, Remove)
        behind = stale and counts
        expected = refusals.Stale if behind else self._decided(command)
        assert self._served(command, self.version - behind) is expected
        self.version += counts and expected is None

    def _decided(self, command: Command) -> type[refusals.Refusal] | None:
        try:
            self.values[self.here] = protocol.apply(self.values[self.here], command, command.by)
        except protocol.Refused as refused:
            late = isinstance(refused, protocol.NotNow) and isinstance(command, Cast)
            return refusals.VotingOver if late else type(refusals.worded(refused))
        if isinstance(command, GoOn):
            self.here = 1 - self.here
        if isinstance(command, Remove):
            self.values[1 - self.here] = protocol.apply(self.values[1 - self.here], command, command.by)
        return None

    def _served(self, command: Command, version: int) -> type[refusals.Refusal] | None:
        try:
            with transaction.atomic():
                self._serve(
                    command, {"workshop": self.workshop, "version": version, "by": self.by, "at": now()}
                )
        except refusals.Refusal as refusal:
            return type(refusal)
        return None

    def _serve(self, command: Command, told: dict[str, Any]) -> None:
        match command:
            case Cast():
                said = {"ballot": command.ballot, "reply": command.reply, "revision": command.revision}
                voting.cast(seat=self.seats[command.seat], topic_id=self._topic(), at=now(), **said)
            case Agree(decision=made):
                running.agree(**told, position=made.position, evidence=made.evidence, reason=made.reason)
            case Park(parking=why):
                told |= {"because": why.because, "lower_view": why.lower_view, "higher_view": why.higher_view}
                running.park(**told)
            case Remove():
                seating.remove(workshop=self.workshop, seat=self.seats[command.seat], by=self.by, at=now())
            case GoOn():
                running.go_to(**told, item=self.workshop.items.exclude(topic=self._topic()).get())
            case _:
                PLAIN[type(command)](**told)

    def _topic(self) -> UUID:
        return Topic.objects.values_list("pk", flat=True).get(workshop__current__topic=F("pk"))

    def held(self) -> list[protocol.Topic]:
        """Return what the rows say, in the seats' plain names."""
        names = {seat.pk: plain for plain, seat in self.seats.items()}
        return [_named(topics.load(Topic.objects.get(pk=topic.pk)), names) for topic in self.topics]


def _named(topic: protocol.Topic, names: dict[UUID, UUID]) -> protocol.Topic:
    ballots = (
        replace(
            ballot, votes=tuple(replace(vote, seat=names[vote.seat]) for vote in ballot.votes if vote.seat)
        )
        for ballot in topic.ballots
    )
    return replace(topic, ballots=tuple(ballots), removed=frozenset(names[seat] for seat in topic.removed))


@pytest.fixture
def workshop() -> Workshop:
    return rooms.workshop(topics=2, seats=3)


@pytest.fixture
def owner() -> User:
    return factories.member()


@contextmanager
def taken_back() -> Iterator[None]:
    """Leave the rows as they were, for the next example."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(topic_lives.commands, st.integers(0, 9).map(lambda n: n == 0)), max_size=30))
def test_rows_go_the_way_that_the_protocol_decides(
    workshop: Workshop, owner: User, life: list[tuple[Command, bool]]
):
    with taken_back():
        room = Room(workshop, owner)
        for command, stale in life:
            room.do(command, stale=stale)
            assert room.held() == room.values
        _find_nothing_else(room)


def _find_nothing_else(room: Room) -> None:
    """Find the version counted, one standing decision per agreed topic, and what was undone kept."""
    assert Workshop.objects.get(pk=room.workshop.pk).version == room.version
    standing = Decision.objects.filter(undone_at=None).values_list("topic", flat=True)
    agreed = [
        topic.pk for topic, value in zip(room.topics, room.values, strict=True) if value.stage == Stage.AGREED
    ]
    assert sorted(standing) == sorted(agreed)
    gone = {plain for plain, seat in room.seats.items() if Seat.objects.get(pk=seat.pk).removed_at}
    assert all(value.removed == gone for value in room.values)
