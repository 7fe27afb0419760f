"""A topic's life as a pure state machine: values in, values out, no clock and no rows.

    waiting ── open voting ──▶ voting ── reveal ──▶ revealed ── vote again ──▶ voting ──▶ …
    waiting, revealed ── agree ──▶ agreed
    waiting, revealed ── park ───▶ parked ── take up ──▶ waiting or revealed, as it was left

Undo takes back the last step, and the one before it, until the room goes on to something else. Only the
last ballot can be unrevealed, and it is so exactly while the topic is voting; a ballot whose opening is
taken back goes with its votes, which nobody has seen. There is a decision exactly while the topic is
agreed, and a reason for parking exactly while it is parked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

POSITIONS = range(1, 6)
REPLIES = range(1, 7)  # a position, or that it cannot be judged, as in `scoring.Reply`
EVIDENCE = range(4)
REVISIONS = range(1, 2**31)


class Stage(StrEnum):
    """How far a topic is."""

    WAITING = "waiting"
    VOTING = "voting"
    REVEALED = "revealed"
    AGREED = "agreed"
    PARKED = "parked"


class Role(StrEnum):
    """As who somebody acts or looks."""

    FACILITATOR = "facilitator"
    SEAT = "seat"
    PROJECTOR = "projector"
    STRANGER = "stranger"


class Refused(Exception):
    """Base of what the protocol does not allow; the topic stays as it is."""


class NotYours(Refused):
    """The role may not do this."""


class NotNow(Refused):
    """The topic is at a stage at which this cannot be done."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.stage = stage


class OtherBallot(Refused):
    """The vote is for a ballot that is not the running one."""


class SeatRemoved(Refused):
    """Nobody sits on this seat any more."""


class NothingToUndo(Refused):
    """Nothing has happened to the topic since the room came to it."""


class NothingSaid(Refused):
    """A reason is missing; `field` is where to say so."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class OutOfScale(Refused):
    """A number is none of those to choose from; `field` is where to say so."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Vote:
    """What one seat chose. After the workshop nobody knows whose it was; a void one does not count."""

    seat: UUID | None
    reply: int
    revision: int
    void: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """One hidden vote of the room, in the order in which the seats first voted."""

    votes: tuple[Vote, ...] = ()
    revealed: bool = False

    @property
    def counted(self) -> tuple[Vote, ...]:
        """Return the votes that are not void."""
        return tuple(vote for vote in self.votes if not vote.void)

    def of(self, seat: UUID) -> Vote | None:
        """Return the vote of a seat."""
        return next((vote for vote in self.votes if vote.seat == seat), None)


@dataclass(frozen=True, slots=True)
class Decision:
    """The agreed position, how strong its evidence is (0 to 3), and the reason in one line."""

    position: int
    evidence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Parking:
    """Why a topic was put aside: a reason, or the two views that stand against each other, or both."""

    because: str = ""
    lower_view: str = ""
    higher_view: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What undo returns to: a stage, and for a parked topic why it was parked."""

    stage: Stage
    parking: Parking | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """Everything that is known of one topic; ballots are numbered from one in their order."""

    stage: Stage = Stage.WAITING
    ballots: tuple[Ballot, ...] = ()
    decision: Decision | None = None
    parking: Parking | None = None
    removed: frozenset[UUID] = frozenset()
    trail: tuple[Step, ...] = ()

    def at(self, *stages: Stage) -> Topic:
        """Return the topic itself where it is at one of the stages, else refuse."""
        if self.stage not in stages:
            raise NotNow(self.stage)
        return self

    def step(
        self, stage: Stage, *, decision: Decision | None = None, parking: Parking | None = None
    ) -> Topic:
        """Go to a stage, so that undo finds the way back."""
        trail = (*self.trail, Step(self.stage, self.parking))
        return replace(self, stage=stage, decision=decision, parking=parking, trail=trail)

    def with_last(self, ballot: Ballot) -> Topic:
        """Put a ballot in the place of the last one."""
        return replace(self, ballots=(*self.ballots[:-1], ballot))

    def with_new(self) -> Topic:
        """Add an empty ballot."""
        return replace(self, ballots=(*self.ballots, Ballot()))


class Command:
    """Something that somebody wants to do with a topic."""

    by: ClassVar[Role] = Role.FACILITATOR

    def on(self, topic: Topic) -> Topic:
        """Return the topic as it is afterwards, or refuse."""
        raise NotImplementedError


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


@dataclass(frozen=True, slots=True)
class Tally:
    """What somebody may know of a ballot: how many voted, their own reply, and all once it is revealed."""

    voted: int
    own: int | None
    replies: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody may know of a topic."""

    stage: Stage
    ballots: tuple[Tally, ...]
    decision: Decision | None
    parking: Parking | None


def apply(topic: Topic, command: Command, role: Role) -> Topic:
    """Return the topic after a command, or refuse and leave it as it is."""
    if role != command.by:
        raise NotYours
    return command.on(topic)


def seen_by(topic: Topic, role: Role, seat: UUID | None = None) -> Seen | None:
    """Return what a role may know; None for who has no place in the room.

    Replies come in their order of size and without seats: the room sees how it voted, never who did.
    """
    if role == Role.STRANGER or (role == Role.SEAT and (seat is None or seat in topic.removed)):
        return None
    own = seat if role == Role.SEAT else None
    return Seen(
        topic.stage, tuple(_tally(ballot, own) for ballot in topic.ballots), topic.decision, topic.parking
    )


def one_line(text: str) -> str:
    """Fold what was typed into one line."""
    return " ".join(text.split())


def tally(replies: Sequence[int]) -> list[int]:
    """Count replies by what they say."""
    return [replies.count(reply) for reply in REPLIES]


def _tally(ballot: Ballot, seat: UUID | None) -> Tally:
    own = ballot.of(seat) if seat is not None else None
    return Tally(
        voted=len(ballot.counted),
        own=own.reply if own is not None else None,
        replies=tuple(sorted(vote.reply for vote in ballot.counted)) if ballot.revealed else None,
    )
