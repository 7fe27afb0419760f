"""Pillars at a glance, the radar, and the same answers by what customers value."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.questions import Question
from reports.document.texts import FrameworkText, Sentence, Table
from reports.document.values import Degree, Figure, GroupScore


@dataclass(frozen=True, slots=True)
class Pillar:
    """One pillar at a glance."""

    id: str
    name: FrameworkText
    purpose: FrameworkText
    section_id: str
    section: FrameworkText  # the short form of its main question
    degree: Degree | None
    figure: Figure | None
    band: FrameworkText
    certainty: str
    agreement: str  # strong, moderate, weak, split, or nothing
    reading: Sentence  # P1, P1b, P2, P7, P8
    notes: tuple[Sentence, ...]  # P3-P6, A
    target: int | None
    rank: int | None  # place in the list of what to work on
    groups: tuple[GroupScore, ...]
    questions: tuple[Question, ...]
    agreed: Sentence | None = None  # W1

    @property
    def aimed_at(self) -> int | None:
        """Return the target where there is a score to hold against it."""
        return self.target if self.figure else None


@dataclass(frozen=True, slots=True)
class Axis:
    """One spoke of the radar."""

    id: str
    label: FrameworkText
    section_id: str
    value: int | None
    low: int | None
    high: int | None
    n: int
    place: int | None  # of the degree


@dataclass(frozen=True, slots=True)
class Sector:
    """The axes of one section, `first` and `last` counted from 0 and both included."""

    section_id: str
    label: FrameworkText
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Series:
    """One line on the radar; values in the order of its axes."""

    id: str
    name: FrameworkText
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A cut between two degrees; `at` is a score and may be half."""

    at: float
    label: FrameworkText


@dataclass(frozen=True, slots=True)
class Radar:
    """The pillars as one picture, with its message and its table."""

    title: str
    message: Sentence
    axes: tuple[Axis, ...]
    sectors: tuple[Sector, ...]
    rings: tuple[Ring, ...]
    everybody: Series
    groups: tuple[Series, ...]  # for the explore view, only where shown
    table: Table
    agreed: Series | None = None  # in a workshop, only where there is a value
    agreed_words: Sentence | None = None


@dataclass(frozen=True, slots=True)
class PillarsPart:
    """Pillars at a glance; both lists hold the same pillars."""

    heading: str
    message: Sentence
    pillars: tuple[Pillar, ...]  # framework order
    by_priority: tuple[Pillar, ...]
    radar: Radar
    aim: Sentence | None = None  # what the target is, where there is one


@dataclass(frozen=True, slots=True)
class View:
    """The same answers by one thing that customers value."""

    id: str
    name: FrameworkText
    meaning: FrameworkText
    looks_for: FrameworkText
    ask_customers: FrameworkText
    degree: Degree | None
    figure: Figure | None
    sentence: Sentence  # V1, V4


@dataclass(frozen=True, slots=True)
class Balance:
    """Two sets of questions held against each other."""

    name: FrameworkText
    first: FrameworkText
    second: FrameworkText
    first_score: int | None
    second_score: int | None
    sentence: Sentence  # V2, V3, V4


@dataclass(frozen=True, slots=True)
class ViewsPart:
    """One lens over the same answers."""

    id: str
    heading: FrameworkText
    purpose: FrameworkText
    caution: FrameworkText
    views: tuple[View, ...]
    balances: tuple[Balance, ...]
    table: Table
