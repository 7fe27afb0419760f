"""What a workshop agreed, beside what was measured (narrative, section W)."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import FrameworkText, Sentence, Table, TypedText
from reports.document.values import Degree


@dataclass(frozen=True, slots=True)
class AgreedAnswer:
    """The agreed answer to one question; `measured` None where it may not be shown.

    `description` is that of the degree whose description fits; of a step in between, `label` says that it is one.
    """

    id: str
    prompt: FrameworkText
    pillar: FrameworkText
    position: int
    score: int
    label: FrameworkText
    degree: Degree
    description: FrameworkText
    words: Sentence  # "Agreed in the workshop of 3 May 2026: Intentional (50 of 100)"
    measured: int | None
    reason: TypedText
    evidence: FrameworkText
    seen_alike: bool
    notes: tuple[Sentence, ...]  # W4, W5


@dataclass(frozen=True, slots=True)
class AgreedPillar:
    """One pillar with at least one agreed answer; `agreed` None where its profile may not be shown."""

    id: str
    name: FrameworkText
    measured: int | None
    agreed: int | None
    count: str  # "4 of 5", questions agreed
    sentence: Sentence  # W1
    notes: tuple[Sentence, ...]  # W2, W3


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without an agreed answer, and why; both views where they were recorded."""

    prompt: FrameworkText
    because: TypedText
    lower_view: TypedText
    higher_view: TypedText
    sentence: Sentence  # W7, or why it stayed open


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """Something that the room decided to do; fields that nobody filled are empty."""

    title: TypedText
    owner: TypedText
    due: str
    done_when: TypedText
    prompt: FrameworkText


@dataclass(frozen=True, slots=True)
class WorkshopLabels:
    """Words beside what was agreed."""

    agreed: str
    measured: str
    reason: str
    evidence: str
    action: str
    owner: str
    due: str
    done_when: str
    lower_view: str
    higher_view: str
    because: str
    not_shown: str


@dataclass(frozen=True, slots=True)
class WorkshopPart:
    """What was agreed, on what evidence, what stayed open.

    `evidence` and `table` are None where nothing was agreed, and the table also without pillars.
    """

    heading: str
    message: Sentence  # W8, or how many answers were agreed
    held: Sentence  # when, by how many people
    standing: Sentence  # what the headline rests on
    evidence: Sentence | None
    answers_heading: str
    open_heading: str
    actions_heading: str
    notes_heading: str
    pillars: tuple[AgreedPillar, ...]
    answers: tuple[AgreedAnswer, ...]  # those that were talked about
    seen_alike: Sentence | None  # W6
    open: tuple[OpenQuestion, ...]
    actions: tuple[AgreedAction, ...]
    no_actions: Sentence | None
    notes: tuple[TypedText, ...]
    labels: WorkshopLabels
    key_measured: str
    key_agreed: str
    table: Table | None
    checksum: str
    checksum_short: str
