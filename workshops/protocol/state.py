"""What a topic is at a moment, and why something may not be done with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
