"""Where people see it differently: within a pillar, and between groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.document.questions import Question
from reports.document.texts import FrameworkText, Sentence, Table, TypedText
from reports.document.values import GroupScore


@dataclass(frozen=True, slots=True)
class Within:
    """A pillar that the people who answered do not see alike."""

    pillar: FrameworkText
    kind: Literal["weak", "split"]
    sentences: tuple[Sentence, ...]  # A3, A4, A4b
    questions: tuple[Question, ...]  # most split first


@dataclass(frozen=True, slots=True)
class GapLine:
    """What may be said of one pair of groups in one pillar."""

    pillar: FrameworkText
    label: Literal["clear", "possible", "small", "none shown", "suppressed"]
    label_words: str
    first: int | None  # both scores only where they are clearly apart
    second: int | None
    difference: int | None  # None where none is established
    sentence: Sentence | None  # None for `possible`, said once for the pair


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups held against each other."""

    first: FrameworkText
    second: FrameworkText
    heading: Sentence  # both groups with how many answered
    throughout: Sentence | None  # G8
    clear: tuple[Sentence, ...]  # G1-G3
    in_full: tuple[Sentence, ...]  # of these the first of each kind, where `table` has the figures of all
    table: Table | None  # the clear differences side by side, where there are several
    possible: Sentence | None  # G4
    small: tuple[Sentence, ...]  # G5
    none_shown: Sentence | None  # G6
    suppressed: Sentence | None  # G7
    lines: tuple[GapLine, ...]  # every pillar, framework order


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Group scores of one pillar on one line."""

    pillar: FrameworkText
    scores: tuple[GroupScore, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A declared break-down: its options pillar by pillar, or why they are not shown."""

    name: TypedText
    options: tuple[OptionCount, ...]
    dumbbells: tuple[Dumbbell, ...]
    nothing: str  # said where no option has a score in any pillar
    table: Table


@dataclass(frozen=True, slots=True)
class OptionCount:
    """One option of a break-down; `n` None, with the reason, where it may not be shown."""

    name: TypedText
    n: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class UnseenBy:
    """Questions that many of one group could not judge."""

    group: FrameworkText
    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Where people see it differently."""

    heading: str
    within_heading: str
    within: tuple[Within, ...]
    within_none: Sentence | None  # said when the list is empty
    groups_heading: str
    hidden: tuple[Sentence, ...]  # groups that are not shown, and why
    pairs: tuple[Pair, ...]
    dumbbells: tuple[Dumbbell, ...]
    message: Sentence
    table: Table
    apart: tuple[Apart, ...]  # by role, site or tenure, as declared
    unseen: tuple[UnseenBy, ...]  # what many of one group could not judge
