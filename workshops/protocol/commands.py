"""Everything that can be done with a topic, by whom, and when."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from workshops.protocol.state import (
    EVIDENCE,
    POSITIONS,
    REPLIES,
    REVISIONS,
    Decision,
    NothingSaid,
    NothingToUndo,
    NotNow,
    NotYours,
    OtherBallot,
    OutOfScale,
    Parking,
    Role,
    SeatRemoved,
    Stage,
    Topic,
    Vote,
)

if TYPE_CHECKING:
    from uuid import UUID


class Command(ABC):
    """Something that somebody wants to do with a topic."""

    by: ClassVar[Role] = Role.FACILITATOR

    @abstractmethod
    def on(self, topic: Topic) -> Topic:
        """Return the topic as it is afterwards, or refuse."""


@dataclass(frozen=True, slots=True)
class OpenVoting(Command):
    """Let everybody choose in secret."""

    def on(self, topic: Topic) -> Topic:
        return topic.at(Stage.WAITING).step(Stage.VOTING).with_new()


@dataclass(frozen=True, slots=True)
class VoteAgain(Command):
    """Let everybody choose once more, after talking."""

    def on(self, topic: Topic) -> Topic:
        return topic.at(Stage.REVEALED).step(Stage.VOTING).with_new()


@dataclass(frozen=True, slots=True)
class Cast(Command):
    """Choose, or choose otherwise; what is not newer than the vote that stands changes nothing."""

    by: ClassVar[Role] = Role.SEAT
    seat: UUID
    ballot: int
    reply: int
    revision: int

    def readable(self) -> Cast:
        """Return the command itself where its numbers can be meant, else refuse."""
        if self.reply not in REPLIES:
            raise OutOfScale("reply")
        if self.revision not in REVISIONS:
            raise OutOfScale("revision")
        return self

    def on(self, topic: Topic) -> Topic:
        self.readable()
        if self.seat in topic.removed:
            raise SeatRemoved
        running = topic.at(Stage.VOTING).ballots[-1]
        if self.ballot != len(topic.ballots):
            raise OtherBallot
        before = running.of(self.seat)
        if before is None:
            return topic.with_last(replace(running, votes=(*running.votes, self._vote())))
        if self.revision <= before.revision:
            return topic
        votes = (self._vote() if vote is before else vote for vote in running.votes)
        return topic.with_last(replace(running, votes=tuple(votes)))

    def _vote(self) -> Vote:
        return Vote(self.seat, self.reply, self.revision)


@dataclass(frozen=True, slots=True)
class Reveal(Command):
    """Show how the room has voted; no vote is taken after it."""

    def on(self, topic: Topic) -> Topic:
        shown = replace(topic.at(Stage.VOTING).ballots[-1], revealed=True)
        return topic.step(Stage.REVEALED).with_last(shown)


@dataclass(frozen=True, slots=True)
class Agree(Command):
    """Write down what the room agrees on, with its reason; a vote is not needed for it."""

    decision: Decision

    def on(self, topic: Topic) -> Topic:
        topic.at(Stage.WAITING, Stage.REVEALED)
        if self.decision.position not in POSITIONS:
            raise OutOfScale("position")
        if self.decision.evidence not in EVIDENCE:
            raise OutOfScale("evidence")
        reason = one_line(self.decision.reason)
        if not reason:
            raise NothingSaid("reason")
        return topic.step(Stage.AGREED, decision=replace(self.decision, reason=reason))


@dataclass(frozen=True, slots=True)
class Park(Command):
    """Put the topic aside, with a reason or with the two views that stand against each other."""

    parking: Parking

    def on(self, topic: Topic) -> Topic:
        topic.at(Stage.WAITING, Stage.REVEALED)
        said = Parking(
            one_line(self.parking.because),
            one_line(self.parking.lower_view),
            one_line(self.parking.higher_view),
        )
        if said.lower_view and not said.higher_view:
            raise NothingSaid("higher_view")
        if said.higher_view and not said.lower_view:
            raise NothingSaid("lower_view")
        if not said.because and not said.lower_view:
            raise NothingSaid("because")
        return topic.step(Stage.PARKED, parking=said)


@dataclass(frozen=True, slots=True)
class TakeUp(Command):
    """Go on with a parked topic where it was left."""

    def on(self, topic: Topic) -> Topic:
        return topic.at(Stage.PARKED).step(Stage.REVEALED if topic.ballots else Stage.WAITING)


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take the last step back."""

    def on(self, topic: Topic) -> Topic:
        if not topic.trail:
            raise NothingToUndo
        *trail, last = topic.trail
        before = replace(topic, stage=last.stage, decision=None, parking=last.parking, trail=tuple(trail))
        if topic.stage == Stage.VOTING:
            return replace(before, ballots=topic.ballots[:-1])
        if last.stage == Stage.VOTING:
            return before.with_last(replace(topic.ballots[-1], revealed=False))
        return before


@dataclass(frozen=True, slots=True)
class Remove(Command):
    """Remove a seat; its vote in the running ballot becomes void."""

    seat: UUID

    def on(self, topic: Topic) -> Topic:
        without = replace(topic, removed=topic.removed | {self.seat})
        if topic.stage != Stage.VOTING:
            return without
        running = topic.ballots[-1]
        votes = (replace(vote, void=True) if vote.seat == self.seat else vote for vote in running.votes)
        return without.with_last(replace(running, votes=tuple(votes)))


@dataclass(frozen=True, slots=True)
class GoOn(Command):
    """Leave the topic for the next one; from then on nothing is undone. Not while people are voting."""

    def on(self, topic: Topic) -> Topic:
        if topic.stage == Stage.VOTING:
            raise NotNow(topic.stage)
        return replace(topic, trail=())


def apply(topic: Topic, command: Command, role: Role) -> Topic:
    """Return the topic after a command, or refuse and leave it as it is."""
    if role != command.by:
        raise NotYours
    return command.on(topic)


def one_line(text: str) -> str:
    """Fold what was typed into one line."""
    return " ".join(text.split())
