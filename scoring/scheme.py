"""What scoring needs to know of a framework: ids, order, cuts and mappings, and no texts.

Source: scoring specification, sections 3 to 5, 12 and 15. Order in every tuple is the framework's
order; ids are unique within their kind. Scores are 0 to 100, weights are relative.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of maturity, lowest first in `Scheme.levels`."""

    id: str
    anchor_score: float
    min_score: float


@dataclass(frozen=True, slots=True)
class Band:
    """A finer display step inside a degree, lowest first."""

    id: str
    level: str
    min_score: float


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the groups that can judge it and the step it informs."""

    id: str
    step: str
    judged_by: frozenset[str]
    na_allowed: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do that carries a pillar from one level to the next."""

    id: str
    from_level: str
    to_level: str
    step: str
    days: int


@dataclass(frozen=True, slots=True)
class Pillar:
    """Questions that make up one part of a section."""

    id: str
    section: str
    questions: tuple[Question, ...]
    actions: tuple[Action, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A main question; every section is a gate."""

    id: str


@dataclass(frozen=True, slots=True)
class View:
    """A named set of questions that a lens reads together."""

    id: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Two views held against each other, named from `threshold` points on."""

    id: str
    first: View
    second: View
    threshold: float


@dataclass(frozen=True, slots=True)
class Mapping:
    """A lens that reads the answers in other groupings (section 15.1)."""

    id: str
    views: tuple[View, ...]
    balances: tuple[Balance, ...] = ()
    min_share_answered: float = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """Transformation steps that form one possible starting point."""

    id: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The rule that finds where to start (section 15.3)."""

    id: str
    blocks: tuple[Block, ...]
    in_place_score: float
    step_floor: float
    min_questions_per_step: int


@dataclass(frozen=True, slots=True)
class Pulse:
    """The short form: a subset of the questions (section 15.5)."""

    id: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A framework version and its lenses as scoring sees them.

    `groups`: those that are asked; customers, whose voice comes in by other ways, are none of them.
    """

    id: str
    version: str
    levels: tuple[Level, ...]
    bands: tuple[Band, ...]
    groups: tuple[str, ...]
    steps: tuple[str, ...]
    sections: tuple[Section, ...]
    pillars: tuple[Pillar, ...]
    mappings: tuple[Mapping, ...] = ()
    diagnosis: Diagnosis | None = None
    pulse: Pulse | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return every question in framework order."""
        return tuple(question for pillar in self.pillars for question in pillar.questions)

    def pillars_of(self, section: str) -> tuple[Pillar, ...]:
        """Return the pillars of one section in framework order."""
        return tuple(pillar for pillar in self.pillars if pillar.section == section)
