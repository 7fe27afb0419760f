"""Everything that can be done with a topic, by everybody, in any order."""

from __future__ import annotations

from dataclasses import replace
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
# Mostly by the role that may: sequences of which everything is refused say little.
acts = st.one_of(
    commands.map(lambda command: (command, command.by)),
    commands.map(lambda command: (command, command.by)),
    st.tuples(commands, roles),
)
lives = st.lists(acts, max_size=40)


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
