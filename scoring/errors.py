"""What scoring refuses, and why (scoring specification, sections 1 and 12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "respondent twice",
    "unknown group",
    "unknown question",
    "not an answer",
    "not asked of this group",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input; `question` is None where the respondent as such is at fault."""

    respondent: str
    question: str | None
    kind: FaultKind


class ScoringError(Exception):
    """Base of everything that scoring refuses."""


class InputFaults(ScoringError):
    """The answers cannot be calculated; `faults` names each reason, in the order of the input."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} input fault(s), first: {faults[0]}")
        self.faults = faults


class MisshapenReplies(ScoringError):
    """Arrays of replies whose lengths do not fit each other or the scheme."""

    def __init__(self, expected: tuple[int, int], found: tuple[int, ...]) -> None:
        super().__init__(f"expected {expected[0]} respondents x {expected[1]} questions, found {found}")
        self.expected = expected
        self.found = found


class UnknownLevel(ScoringError):
    """A level that the scheme does not have."""

    def __init__(self, level: str) -> None:
        super().__init__(f"no level {level!r} in this scheme")
        self.level = level


class NoPulse(ScoringError):
    """A pulse of a scheme that has no pulse questions."""

    def __init__(self, scheme: str) -> None:
        super().__init__(f"{scheme!r} has no pulse questions")
        self.scheme = scheme


class ImpossibleImportance(ScoringError):
    """An importance outside 1 to 5, or of a pillar that the scheme does not have."""

    def __init__(self, pillar: str, importance: float) -> None:
        super().__init__(f"importance of {pillar!r} cannot be {importance!r}")
        self.pillar = pillar
        self.importance = importance


class TooFewPeople(ScoringError):
    """A minimum group size below one."""

    def __init__(self, k: int) -> None:
        super().__init__(f"k must be at least 1, not {k}")
        self.k = k


class UnreadablePattern(ScoringError):
    """A say and do pattern that is not a condition (section 15.4)."""

    def __init__(self, when: str) -> None:
        super().__init__(f"not a condition: {when!r}")
        self.when = when


class NotComparable(ScoringError):
    """A question that cannot be common to two rounds: unknown to one of them, or named twice."""

    def __init__(self, question: str) -> None:
        super().__init__(f"{question!r} is not one question of each framework")
        self.question = question


class ImpossibleLinks(ScoringError):
    """Pairs of rows that are not one person each."""

    def __init__(self, row: int) -> None:
        super().__init__(f"row {row} does not exist or is linked twice")
        self.row = row


class TooFewRounds(ScoringError):
    """A series of fewer than three rounds."""

    def __init__(self, rounds: int) -> None:
        super().__init__(f"a series has three rounds or more, not {rounds}")
        self.rounds = rounds


class UnknownAction(ScoringError):
    """An action that the scheme does not have."""

    def __init__(self, action: str) -> None:
        super().__init__(f"no action {action!r} in this scheme")
        self.action = action
