"""Everything that can be done with a topic, by everybody, in any order."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from uuid import UUID

from hypothesis import strategies as st

from workshops import protocol
from workshops.protocol import (
    Agree,
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
    Stage,
    TakeUp,
    Topic,
    Undo,
    VoteAgain,
)

SEATS = tuple(UUID(int=number) for number in (1, 2, 3))
DECISION = Decision(position=4, evidence=2, reason="We looked at cases")
PARKING = Parking(because="The figures are not there")
TWO_VIEWS = Parking(lower_view="Nobody asks", higher_view="We ask every week")
EVERY = (
    OpenVoting(),
    VoteAgain(),
    Cast(SEATS[0], ballot=1, reply=3, revision=9),
    Reveal(),
    Agree(DECISION),
    Park(PARKING),
    TakeUp(),
)
STEPS = (OpenVoting, VoteAgain, Reveal, Agree, Park, TakeUp)  # what undo goes back through

casts = st.builds(
    Cast,
    seat=st.sampled_from(SEATS),
    ballot=st.integers(0, 3),
    reply=st.integers(0, 7),
    revision=st.integers(0, 4),
)
good_casts = st.builds(
    Cast,
    seat=st.sampled_from(SEATS),
    ballot=st.integers(1, 2),
    reply=st.integers(1, 6),
    revision=st.integers(1, 4),
)
decisions = st.builds(
    Decision,
    position=st.integers(0, 6),
    evidence=st.integers(-1, 4),
    reason=st.sampled_from(["", " \n", "One\nreason", "Another"]),
)
views = st.sampled_from(["", "\n", "One view", "Another\nview"])
parkings = st.builds(Parking, because=views, lower_view=views, higher_view=views)
commands: st.SearchStrategy[Command] = st.one_of(
    st.just(OpenVoting()),
    good_casts,
    st.just(Reveal()),
    st.just(VoteAgain()),
    st.sampled_from([Agree(DECISION), Park(PARKING), Park(TWO_VIEWS)]),
    st.just(TakeUp()),
    st.just(Undo()),
    st.one_of(casts, st.builds(Agree, decisions), st.builds(Park, parkings)),
    st.builds(Remove, st.sampled_from(SEATS)),
    st.just(GoOn()),
)
roles = st.sampled_from(Role)
anything = st.tuples(commands, roles)
_MOSTLY: dict[Stage, list[Command]] = {
    Stage.WAITING: [OpenVoting(), Agree(DECISION), Park(PARKING), GoOn()],
    Stage.REVEALED: [VoteAgain(), Agree(DECISION), Park(TWO_VIEWS), Undo(), GoOn()],
    Stage.AGREED: [Undo(), Undo(), GoOn()],
    Stage.PARKED: [TakeUp(), Undo(), GoOn()],
}


@cache  # making a strategy takes longer than drawing from it
def likely(stage: Stage, ballots: int) -> st.SearchStrategy[Command]:
    """Return what mostly happens to a topic at its stage: sequences of which all is refused say little."""
    if stage != Stage.VOTING:
        return st.sampled_from(_MOSTLY[stage])
    now = st.builds(
        Cast,
        seat=st.sampled_from(SEATS),
        ballot=st.sampled_from([ballots] * 4 + [ballots - 1]),
        reply=st.integers(1, 6),
        revision=st.integers(1, 4),
    )
    return st.one_of(now, now, now, st.sampled_from([Reveal(), Reveal(), Undo(), Remove(SEATS[0]), GoOn()]))


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[Command, Role]]:
    """Draw what is done with a topic, and by whom; most of it can be done."""
    topic, life = Topic(), list[tuple[Command, Role]]()
    for number in draw(st.lists(st.integers(0, 3), max_size=16)):
        if number:
            command = draw(likely(topic.stage, len(topic.ballots)))
            role = command.by
        else:
            command, role = draw(anything)
        topic = tried(topic, command, role)
        life.append((command, role))
    return life


def after(topic: Topic, *done: Command) -> Topic:
    """Return a topic after commands by those who may."""
    for command in done:
        topic = protocol.apply(topic, command, command.by)
    return topic


def tried(topic: Topic, command: Command, role: Role) -> Topic:
    """Return a topic after a command, or as it was where the command is refused."""
    try:
        return protocol.apply(topic, command, role)
    except protocol.Refused:
        return topic


def lived(life: list[tuple[Command, Role]]) -> Topic:
    """Return what a topic has become."""
    topic = Topic()
    for command, role in life:
        topic = tried(topic, command, role)
    return topic


def otherwise(topic: Topic, *, but: UUID | None = None) -> Topic:
    """Return the topic as if everybody, but for one seat, had chosen otherwise in the hidden ballot."""
    if topic.stage != Stage.VOTING:
        return topic
    running = topic.ballots[-1]
    votes = (
        vote if vote.seat == but else replace(vote, reply=vote.reply % 6 + 1, revision=vote.revision + 1)
        for vote in running.votes
    )
    return topic.with_last(replace(running, votes=tuple(votes)))
