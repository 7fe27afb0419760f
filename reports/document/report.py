"""The whole report, built once and rendered in many formats (narrative.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.document.actions import Plan
from reports.document.answer import Answer
from reports.document.change import ChangePart
from reports.document.cover import Cover
from reports.document.differences import Differences
from reports.document.journey import JourneyPart
from reports.document.mirror import MirrorPart
from reports.document.notes import BoardPart, MethodNote, WordsPart
from reports.document.pillars import PillarsPart, ViewsPart
from reports.document.planning import CostsPart, PlanningPart, ReviewPart
from reports.document.questions import PulsePart, QuestionsPart, UnseenPart
from reports.document.texts import Sentence
from reports.document.values import Identity, Labels
from reports.document.workshop import WorkshopPart


@dataclass(frozen=True, slots=True)
class Report:
    """What a reader sees. A part that is None has no data; `kind` says which to expect.

    `full`: everything. `pulse`: answer, pulse, questions and the last three
    `withheld`: nothing may be shown; only `withheld` (N1) and the method note stand.
    """

    kind: Literal["full", "pulse", "withheld"]
    identity: Identity
    labels: Labels
    withheld: Sentence | None
    answer: Answer | None
    pulse: PulsePart | None
    pillars: PillarsPart | None
    differences: Differences | None
    unseen: UnseenPart | None
    views: tuple[ViewsPart, ...]
    journey: JourneyPart | None
    mirror: MirrorPart | None
    plan: Plan | None
    change: ChangePart | None
    questions: QuestionsPart | None
    method: MethodNote
    board: BoardPart | None
    words: WordsPart | None
    workshop: WorkshopPart | None = None
    cover: Cover | None = None
    planning: PlanningPart | None = None  # the actions that were chosen
    review: ReviewPart | None = None  # what became of those of the round before
    costs: CostsPart | None = None
