"""A whole room at the same moment, on real threads with connections of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils.timezone import now

from accounts.models import AuditEvent, User
from tests import factories, rooms
from workshops import running, seating, topics, voting
from workshops.models import Decision, Seat, Topic, Vote, Workshop
from workshops.protocol import Stage
from workshops.refusals import Refusal, SeatGone, Stale, VotingOver

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 12
Act = Callable[[], object]


def together(*lanes: Sequence[Act]) -> list[list[object]]:
    """Do the acts of each lane one after the other, all lanes side by side; return what came of each."""
    start = Barrier(len(lanes))

    def drive(acts: Sequence[Act]) -> list[object]:
        start.wait()
        try:
            return [_result(act) for act in acts]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(lanes)) as pool:
        return list(pool.map(drive, lanes))


def _result(act: Act) -> object:
    try:
        return act()
    except Refusal as refusal:
        return type(refusal)


def lanes(acts: Sequence[Act]) -> list[Sequence[Act]]:
    """Deal acts out to all threads, neighbours to different ones."""
    return [acts[number::THREADS] for number in range(THREADS)]


def casting(seat: Seat, topic: UUID, *, reply: int = 3, revision: int = 1, ballot: int = 1) -> Act:
    def act() -> tuple[UUID | None, int]:
        kept = voting.cast(seat=seat, topic_id=topic, ballot=ballot, reply=reply, revision=revision, at=now())
        return kept.seat_id, kept.reply

    return act


def votes() -> set[tuple[UUID | None, int, bool]]:
    return set(Vote.objects.values_list("seat", "reply", "void"))


def opened(seats: int) -> tuple[Workshop, Topic, list[Seat]]:
    """Make a room in which a vote is open."""
    room = rooms.workshop(topics=1)
    topic = room.topics.get()
    rooms.ballot(topic)
    made = Seat.objects.bulk_create(Seat(workshop=room, name=f"Person {n}") for n in range(seats))
    return room, topic, made


def test_of_a_thousand_votes_at_once_each_seat_has_one_and_it_is_its_last():
    _room, topic, seats = opened(250)
    acts = [
        casting(seat, topic.pk, reply=reply, revision=revision)
        for revision, reply in ((1, 5), (2, 2), (2, 4), (1, 5))  # the second twice: two taps, two choices
        for seat in seats
    ]

    together(*lanes(acts))

    assert Vote.objects.count() == 250
    assert set(Vote.objects.values_list("revision", flat=True)) == {2}
    assert {vote.seat_id for vote in Vote.objects.all()} == {seat.pk for seat in seats}


def test_one_vote_sent_many_times_at_once_is_one_vote():
    _room, topic, [seat] = opened(1)
    came = together(*[[casting(seat, topic.pk)]] * THREADS)
    assert came == [[(seat.pk, 3)]] * THREADS
    assert votes() == {(seat.pk, 3, False)}


def test_a_reveal_waits_for_votes_under_way_and_takes_none_afterwards():
    room, topic, seats = opened(300)
    shown: list[set[tuple[UUID | None, int, bool]]] = []

    @transaction.atomic
    def reveal() -> None:
        running.reveal(workshop=room, version=room.version, by=by, at=now())
        shown.append(votes())

    by = factories.member()
    acts = [casting(seat, topic.pk, reply=1 + n % 5) for n, seat in enumerate(seats)]
    revealing, *came = together([reveal], *lanes(acts))

    accepted = {result for lane in came for result in lane if result is not VotingOver}
    assert revealing == [None]
    assert shown == [votes()]
    assert accepted == {(seat, reply) for seat, reply, _void in votes()}


def test_a_vote_cast_while_its_seat_is_removed_does_not_count():
    for _ in range(5):
        room, topic, [seat, _other] = opened(2)
        cast, _removed = together(
            [casting(seat, topic.pk)],
            [_removing(room, seat)],
        )
        assert (cast, votes()) in [([(seat.pk, 3)], {(seat.pk, 3, True)}), ([SeatGone], set())]
        Vote.objects.all().delete()


def test_votes_find_their_ballot_or_hear_that_it_is_over_whatever_a_facilitator_does():
    room, topic, seats = opened(60)
    by = factories.member()

    def lead(command: Callable[..., Workshop]) -> Act:
        return lambda: command(
            workshop=room, version=Workshop.objects.get(pk=room.pk).version, by=by, at=now()
        )

    led = [running.reveal, running.undo, running.undo, running.open_voting]
    acts = [casting(seat, topic.pk, revision=n) for n in range(1, 6) for seat in seats]
    leading, *came = together([lead(command) for command in led * 6], *lanes(acts))

    assert all(isinstance(result, Workshop) for result in leading)
    assert {result for lane in came for result in lane} <= {(seat.pk, 3) for seat in seats} | {VotingOver}
    standing = topics.load(Topic.objects.get(pk=topic.pk))
    assert (standing.stage, len(standing.ballots)) == (Stage.VOTING, 1)
    assert len({vote.seat for vote in standing.ballots[-1].votes}) == Vote.objects.count()


def test_of_two_facilitators_at_once_one_reveals_and_the_other_hears_that_the_room_has_moved_on():
    for _ in range(3):
        room, _topic, _seats = opened(2)
        came = together(*[[_revealing(room, factories.member())] for _facilitator in range(2)])
        assert came in [[[1], [Stale]], [[Stale], [1]]]
        assert AuditEvent.objects.filter(subject=room.pk, action="votes revealed").count() == 1


def test_of_two_facilitators_who_agree_at_once_one_decides():
    for _ in range(3):
        room, topic, _seats = opened(0)
        running.reveal(workshop=room, version=0, by=factories.member(), at=now())
        came = together([_agreeing(room, 2)], [_agreeing(room, 4)])
        [position] = Decision.objects.filter(topic=topic).values_list("position", flat=True)
        assert came == ([[2], [Stale]] if position == 2 else [[Stale], [4]])


def _removing(room: Workshop, seat: Seat) -> Act:
    by = factories.member()
    return lambda: seating.remove(workshop=room, seat=seat, by=by, at=now())


def _revealing(room: Workshop, by: User) -> Act:
    return lambda: running.reveal(workshop=room, version=room.version, by=by, at=now()).version


def _agreeing(room: Workshop, position: int) -> Act:
    by = factories.member()

    def agree() -> int:
        running.agree(
            workshop=room, version=1, position=position, evidence=1, reason="Cases", by=by, at=now()
        )
        return position

    return agree
