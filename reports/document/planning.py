"""What was decided to be done, what became of what was decided before, and what the present state costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.document.texts import FrameworkText, Sentence, Table, TypedText

Status = Literal["planned", "begun", "done", "dropped"]
Verdict = Literal["done", "goes on", "dropped", "open"]  # open: nobody has looked yet


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One action that was chosen; texts that nobody filled are empty."""

    id: str
    title: TypedText
    do: TypedText
    pillar: FrameworkText
    step: FrameworkText
    done_when: TypedText
    owner: TypedText
    due: str  # "22 November 2025"
    due_on: date | None
    status: Status
    status_words: str
    impact: int  # 1 to 3
    impact_words: str
    effort: int  # 1 to 3
    effort_words: str
    note: TypedText


@dataclass(frozen=True, slots=True)
class PlanningLabels:
    """Words beside planned actions."""

    action: str
    pillar: str
    owner: str
    due: str
    status: str
    impact: str
    effort: str
    done_when: str
    note: str


@dataclass(frozen=True, slots=True)
class PlanningPart:
    """The actions that were chosen, the most worthwhile first: much impact, little effort, then the day."""

    heading: str
    message: Sentence  # how many, and how far they are
    as_of: str  # the day on which it stood so
    actions: tuple[PlannedAction, ...]
    labels: PlanningLabels
    table: Table
    checksum: str
    checksum_short: str


@dataclass(frozen=True, slots=True)
class ReviewedAction:
    """What became of one action of the round before."""

    title: TypedText
    owner: TypedText
    verdict: Verdict
    verdict_words: str
    note: TypedText


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """What became of what was decided before."""

    heading: str
    message: Sentence
    actions: tuple[ReviewedAction, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class CostLine:
    """One figure that was typed in."""

    label: TypedText
    amount: TypedText
    source: TypedText
    sentence: Sentence  # C1


@dataclass(frozen=True, slots=True)
class CostsPart:
    """What the present state costs, as far as it was counted (C0, C1)."""

    heading: str
    lines: tuple[CostLine, ...]
