"""Whatever anybody does in whatever order: laws of a topic's life, and the rules one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.topic_lives import (
    DECISION,
    EVERY,
    PARKING,
    SEATS,
    STEPS,
    TWO_VIEWS,
    after,
    casts,
    commands,
    lived,
    lives,
    otherwise,
    roles,
    tried,
)
from workshops import protocol
from workshops.protocol import (
    Agree,
    Ballot,
    Cast,
    Command,
    Decision,
    GoOn,
    OpenVoting,
    Park,
    Parking,
    Remove,
    Reveal,
    Role,
    Seen,
    Stage,
    Step,
    TakeUp,
    Tally,
    Topic,
    Undo,
    Vote,
    VoteAgain,
)

ANN, BEN, CY = SEATS


def test_lives_reach_every_stage():
    """The laws below are worth something only if sequences get anywhere."""
    seen: Counter[Stage] = Counter()

    @given(lives())
    def live(life: list[tuple[Command, Role]]) -> None:
        seen[lived(life).stage] += 1

    live()
    assert set(seen) == set(Stage)


@given(lives())
def test_no_vote_is_visible_before_its_reveal_but_to_its_own_seat(life: list[tuple[Command, Role]]):
    topic = lived(life)
    for role, seat in product(Role, (None, *SEATS)):
        others = otherwise(topic, but=seat if role == Role.SEAT else None)
        assert protocol.seen_by(topic, role, seat) == protocol.seen_by(others, role, seat)


@given(lives())
def test_a_topic_has_one_decision_while_it_is_agreed_and_none_otherwise(life: list[tuple[Command, Role]]):
    topic = lived(life)
    assert (topic.decision is not None) == (topic.stage == Stage.AGREED)
    assert (topic.parking is not None) == (topic.stage == Stage.PARKED)


@given(lives())
def test_only_the_running_ballot_is_hidden_and_it_can_be_taken_back(life: list[tuple[Command, Role]]):
    topic = lived(life)
    assert topic.trail or topic.stage != Stage.VOTING
    hidden = [number for number, ballot in enumerate(topic.ballots, 1) if not ballot.revealed]
    assert hidden == ([len(topic.ballots)] if topic.stage == Stage.VOTING else [])


@given(lives())
def test_a_seat_has_one_vote_in_a_ballot_and_it_is_the_newest(life: list[tuple[Command, Role]]):
    topic, newest = Topic(), dict[tuple[int, UUID | None], tuple[int, int]]()
    for command, role in life:
        before, topic = topic, tried(topic, command, role)
        if len(topic.ballots) < len(before.ballots):
            newest = {key: told for key, told in newest.items() if key[0] <= len(topic.ballots)}
        if isinstance(command, Cast) and topic is not before:
            key = (command.ballot, command.seat)
            assert command.revision > newest.get(key, (0, 0))[0]
            newest[key] = (command.revision, command.reply)
    kept = {
        (number, vote.seat): (vote.revision, vote.reply)
        for number, ballot in enumerate(topic.ballots, 1)
        for vote in ballot.votes
    }
    assert kept == newest
    assert sum(len(ballot.votes) for ballot in topic.ballots) == len(newest)


@given(lives())
def test_undo_restores_exactly_what_was_before_each_step(life: list[tuple[Command, Role]]):
    topic, past = Topic(), list[Topic]()
    for command, role in life:
        before, topic = topic, tried(topic, command, role)
        if topic is before:
            continue
        if isinstance(command, STEPS):
            past.append(before)
        elif isinstance(command, GoOn):
            past.clear()
        elif isinstance(command, Undo):
            assert topic == replace(past.pop(), removed=topic.removed)  # who has left does not come back
    assert len(topic.trail) == len(past)


@given(lives(), st.lists(casts))
def test_undo_leaves_nothing_of_a_step_nor_of_the_votes_since(
    life: list[tuple[Command, Role]], votes: list[Cast]
):
    topic = lived(life)
    for command in EVERY:
        gone_on = tried(topic, command, Role.FACILITATOR)
        if gone_on is not topic:
            for vote in votes:
                gone_on = tried(gone_on, vote, Role.SEAT)
            assert after(gone_on, Undo()) == topic


@given(lives())
def test_agreed_and_parked_are_ends(life: list[tuple[Command, Role]]):
    topic = lived(life)
    if topic.stage not in {Stage.AGREED, Stage.PARKED}:
        return
    done = [command for command in EVERY if tried(topic, command, command.by) is not topic]
    assert done == ([TakeUp()] if topic.stage == Stage.PARKED else [])


@given(lives(), commands, roles)
def test_nobody_does_what_is_another_role_s(life: list[tuple[Command, Role]], command: Command, role: Role):
    if role != command.by:
        with pytest.raises(protocol.NotYours):
            protocol.apply(lived(life), command, role)


@given(lives(), casts)
def test_a_removed_seat_neither_votes_nor_counts_nor_sees(life: list[tuple[Command, Role]], vote: Cast):
    topic = after(lived(life), Remove(vote.seat))
    in_time = replace(vote, ballot=len(topic.ballots))  # where nothing else stands in its way
    assert tried(topic, in_time, Role.SEAT) is topic
    assert protocol.seen_by(topic, Role.SEAT, vote.seat) is None
    if topic.stage == Stage.VOTING:
        assert vote.seat not in {kept.seat for kept in topic.ballots[-1].counted}


def test_a_topic_is_voted_on_twice_and_agreed():
    topic = after(
        Topic(),
        OpenVoting(),
        Cast(ANN, ballot=1, reply=2, revision=1),
        Cast(BEN, ballot=1, reply=4, revision=1),
        Reveal(),
        VoteAgain(),
        Cast(BEN, ballot=2, reply=3, revision=1),
        Cast(ANN, ballot=2, reply=3, revision=1),
        Reveal(),
        Agree(DECISION),
    )
    assert topic == Topic(
        stage=Stage.AGREED,
        ballots=(
            Ballot((Vote(ANN, 2, 1), Vote(BEN, 4, 1)), revealed=True),
            Ballot((Vote(BEN, 3, 1), Vote(ANN, 3, 1)), revealed=True),
        ),
        decision=DECISION,
        trail=tuple(map(Step, (Stage.WAITING, Stage.VOTING, Stage.REVEALED, Stage.VOTING, Stage.REVEALED))),
    )


def test_everybody_sees_how_many_have_voted_and_only_oneself_what():
    topic = after(Topic(), OpenVoting(), Cast(ANN, 1, 2, 1), Cast(BEN, 1, 4, 1))
    hidden = Seen(Stage.VOTING, (Tally(voted=2, own=None, replies=None),), None, None)
    own = Seen(Stage.VOTING, (Tally(voted=2, own=4, replies=None),), None, None)
    assert protocol.seen_by(topic, Role.FACILITATOR) == hidden
    assert protocol.seen_by(topic, Role.PROJECTOR) == hidden
    assert protocol.seen_by(topic, Role.SEAT, CY) == hidden
    assert protocol.seen_by(topic, Role.SEAT, BEN) == own
    assert protocol.seen_by(topic, Role.STRANGER) is None
    assert protocol.seen_by(topic, Role.SEAT) is None


def test_a_revealed_ballot_is_seen_in_the_order_of_size_and_without_seats():
    topic = after(Topic(), OpenVoting(), Cast(BEN, 1, 4, 1), Cast(ANN, 1, 2, 1), Reveal())
    seen = Seen(Stage.REVEALED, (Tally(voted=2, own=None, replies=(2, 4)),), None, None)
    assert protocol.seen_by(topic, Role.PROJECTOR) == seen


def test_a_vote_for_another_ballot_than_the_running_one_is_refused():
    topic = after(Topic(), OpenVoting(), Reveal(), VoteAgain())
    for ballot in (0, 1, 3):
        with pytest.raises(protocol.OtherBallot):
            after(topic, Cast(ANN, ballot, 3, 1))


def test_a_vote_after_the_reveal_is_refused_with_the_stage():
    topic = after(Topic(), OpenVoting(), Reveal())
    with pytest.raises(protocol.NotNow) as refused:
        after(topic, Cast(ANN, 1, 3, 1))
    assert refused.value.stage == Stage.REVEALED


@pytest.mark.parametrize(
    ("cast", "field"),
    [
        (Cast(ANN, 1, 0, 1), "reply"),
        (Cast(ANN, 1, 7, 1), "reply"),
        (Cast(ANN, 1, 3, 0), "revision"),
        (Cast(ANN, 1, 3, 2**31), "revision"),
    ],
)
def test_a_vote_that_nobody_can_mean_is_refused(cast: Cast, field: str):
    with pytest.raises(protocol.OutOfScale) as refused:
        after(Topic(), OpenVoting(), cast)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision(0, 2, "Cases"), "position"),
        (Decision(6, 2, "Cases"), "position"),
        (Decision(3, -1, "Cases"), "evidence"),
        (Decision(3, 4, "Cases"), "evidence"),
        (Decision(3, 2, " \n "), "reason"),
    ],
)
def test_an_agreed_answer_needs_a_position_and_a_reason(decision: Decision, field: str):
    with pytest.raises((protocol.OutOfScale, protocol.NothingSaid), match=field):
        after(Topic(), Agree(decision))


def test_a_topic_is_agreed_without_a_vote_and_its_reason_is_one_line():
    topic = after(Topic(), Agree(Decision(3, 0, " We looked \n at cases ")))
    assert topic.decision == Decision(3, 0, "We looked at cases")


@pytest.mark.parametrize(
    ("parking", "field"),
    [
        (Parking(), "because"),
        (Parking(because=" "), "because"),
        (Parking(lower_view="Nobody asks"), "higher_view"),
        (Parking(because="Late", higher_view="We ask"), "lower_view"),
    ],
)
def test_parking_needs_a_reason_or_both_views(parking: Parking, field: str):
    with pytest.raises(protocol.NothingSaid) as refused:
        after(Topic(), Park(parking))
    assert refused.value.field == field


def test_a_parked_topic_is_taken_up_where_it_was_left():
    assert after(Topic(), Park(PARKING), TakeUp()).stage == Stage.WAITING
    assert after(Topic(), OpenVoting(), Reveal(), Park(TWO_VIEWS), GoOn(), TakeUp()).stage == Stage.REVEALED


def test_undo_of_taking_up_brings_back_why_it_was_parked():
    topic = after(Topic(), Park(PARKING))
    assert after(topic, TakeUp(), Park(TWO_VIEWS), Undo(), Undo()) == topic


def test_nothing_is_undone_once_the_room_went_on():
    with pytest.raises(protocol.NothingToUndo):
        after(Topic(), Agree(DECISION), GoOn(), Undo())


def test_the_room_does_not_go_on_while_people_vote():
    with pytest.raises(protocol.NotNow):
        after(Topic(), OpenVoting(), GoOn())


def test_removing_a_seat_voids_its_vote_in_the_running_ballot_only():
    topic = after(
        Topic(),
        *(OpenVoting(), Cast(ANN, 1, 2, 1), Reveal(), VoteAgain(), Cast(ANN, 2, 3, 1), Cast(BEN, 2, 4, 1)),
        Remove(ANN),
    )
    assert topic.ballots == (
        Ballot((Vote(ANN, 2, 1),), revealed=True),
        Ballot((Vote(ANN, 3, 1, void=True), Vote(BEN, 4, 1))),
    )
