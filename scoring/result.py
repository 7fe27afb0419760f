"""Everything computed from one assessment, as frozen values (scoring specification, section 19).

Scores are 0 to 100 in full precision and become whole numbers only where they are shown. `None`
means "not known", never 0. Mappings keep framework order. A result holds all figures that scoring
knows; what of it may be shown is part of the result too (`shown`, `Suppression`, `Breakdown`), so
that no reader has to decide it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["open", "confidential"]
Scope = Literal["full", "pulse"]
Certainty = Literal["secure", "likely", "borderline", "single view"]
AgreementLabel = Literal["strong", "moderate", "weak", "split"]
GapLabel = Literal["clear", "possible", "small", "none shown"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A composite score with its standard error and 95% interval; `n` contributors."""

    score: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Visibility:
    """How many of those asked could not judge a question (section 2)."""

    dk_rate: float | None
    gap: bool
    shown: bool
    percentage_shown: bool


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question over everybody who was asked.

    `distribution` holds counts at positions 1 to 5. `shown` says whether mean and picture may be
    shown at all, `distribution_shown` whether the five counts may (else median and middle half).
    """

    pillar: str
    asked: int
    base: int
    n: int
    mean: float | None
    used: bool
    distribution: tuple[int, int, int, int, int]
    dont_know: int
    not_applicable: int
    skipped: int
    median: float | None
    middle_half: tuple[float, float] | None
    ad: float | None
    awg: float | None
    split: bool
    visibility: Visibility
    shown: bool
    distribution_shown: bool


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """One group's score of a pillar; score None and `hidden` when a rule hides it."""

    score: float | None
    n: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What a pillar may show (section 9, rules 3 and 7).

    `questions`: those that may be shown for all together. `groups`: pillar score per group.
    `by_question`: group -> question -> mean, only where a group may be broken down.
    `unanimous`: group -> questions on which all its answers are equal. `compared`: whether its groups
    may be held against each other. `unseen`: group -> question -> share that could not judge it, where
    that is a visibility gap of the group and may be shown.
    """

    questions: tuple[str, ...]
    groups: Mapping[str, GroupFigure]
    by_question: Mapping[str, Mapping[str, float]]
    unanimous: Mapping[str, tuple[str, ...]]
    compared: bool = True
    unseen: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PillarResult:
    """One pillar: score, degree, interval, support, agreement and what it may show."""

    section: str
    score: float | None
    degree: str | None
    capped: bool
    capped_by: str | None  # the question at the first level that took the last level away
    band: str | None
    se: float | None
    low: float | None
    high: float | None
    n: int
    support: float | None
    certainty: Certainty | None
    border: str | None  # the other degree to name when borderline
    ad: float | None
    agreement: float | None
    agreement_label: AgreementLabel | None
    awg: float | None
    split_questions: tuple[str, ...]  # largest smaller camp first
    lower_bound: float | None
    lower_bound_degree: str | None  # only where it differs from `degree`
    breakdown: Breakdown


@dataclass(frozen=True, slots=True)
class SectionResult:
    """One main question."""

    score: float | None
    degree: str | None
    capped: bool
    capped_by: str | None  # the pillar at the first level
    se: float | None
    low: float | None
    high: float | None
    n: int
    support: float | None
    certainty: Certainty | None
    other_degrees: tuple[str, ...]  # further degrees that the interval contains
    strongest: str | None  # pillars; None where fewer than two are determined
    weakest: str | None
    spread: float | None  # strongest minus weakest
    lowest_pillars: tuple[str, ...]  # up to two, below the next degree's border
    balanced: float | None  # as if every group counted alike


@dataclass(frozen=True, slots=True)
class IndexResult:
    """The plain mean of the section scores."""

    score: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int
    balanced: float | None


@dataclass(frozen=True, slots=True)
class Headline:
    """The lowest section degree, what holds it back and how sure it is."""

    headline: str | None
    at_most: str | None
    average_degree: str | None
    held_back_by: tuple[str, ...]
    support: float | None
    certainty: Certainty | None
    border: str | None  # the other degree to name when borderline


@dataclass(frozen=True, slots=True)
class BlockResult:
    """One possible starting point."""

    mean: float | None
    in_place: bool
    undetermined: bool


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """Where to start (section 15.3)."""

    entry: str | None
    entry_step: str | None
    blocks: Mapping[str, BlockResult]


@dataclass(frozen=True, slots=True)
class Suppression:
    """Which groups of the round may be shown (section 9, rules 1 and 2)."""

    total_shown: bool
    shown: tuple[str, ...]
    primary: tuple[str, ...]
    complementary: tuple[str, ...]
    empty: tuple[str, ...]
    residual: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A perception gap between two groups in one pillar (section 8); `first`, `second` are scores."""

    gap: float
    se: float
    df: float
    low: float
    high: float
    p: float
    p_adjusted: float
    label: GapLabel
    common: tuple[str, ...]
    first: float
    second: float
    n_first: int
    n_second: int


@dataclass(frozen=True, slots=True)
class ViewResult:
    """One view of a lens."""

    score: float | None
    degree: str | None
    se: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class BalanceResult:
    """Two question sets held against each other; `named` from the threshold on."""

    first: float | None
    second: float | None
    difference: float | None
    named: bool


@dataclass(frozen=True, slots=True)
class LensResult:
    """The views of one mapping lens, and its balances."""

    views: Mapping[str, ViewResult]
    balances: Mapping[str, BalanceResult]


@dataclass(frozen=True, slots=True)
class Priority:
    """How urgent one pillar is, and how much it needs talk first (section 12)."""

    priority: float
    talk_first: float


@dataclass(frozen=True, slots=True)
class PriorityList:
    """The ordered list of pillars to work on; `target` is the anchor aimed at."""

    target: float | None
    values: Mapping[str, Priority]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Actions by wave (section 12)."""

    chosen: tuple[str, ...]
    talk_first: tuple[str, ...]
    now: tuple[str, ...]
    within_90_days: Mapping[str, Literal["result", "begun"]]
    next: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PulseStep:
    """One next step of a pulse: a low question and an action of its pillar (section 15.5)."""

    question: str
    action: str


@dataclass(frozen=True, slots=True)
class Result:
    """One assessment, computed once.

    In a pulse `pillars`, `lenses`, `steps`, `gaps` are empty, `priority.order` is empty and `roadmap`
    and `entry_point` hold nothing; `pulse_next` holds the next steps instead.
    """

    framework: str
    version: str
    mode: Mode
    k: int
    scope: Scope
    n: int
    groups: Mapping[str, int]
    suppression: Suppression
    questions: Mapping[str, QuestionResult]
    pillars: Mapping[str, PillarResult]
    sections: Mapping[str, SectionResult]
    index: IndexResult
    headline: Headline
    steps: Mapping[str, float | None]
    entry_point: EntryPoint
    gaps: Mapping[str, Mapping[str, Gap | None]]  # "first|second" -> pillar -> gap
    lenses: Mapping[str, LensResult]
    pulse: str | None  # id of the pulse lens, if the framework has one
    pulse_sections: Mapping[str, float | None]  # the pulse lens read out of a full round
    priority: PriorityList
    roadmap: Roadmap
    pulse_next: tuple[PulseStep, ...]
