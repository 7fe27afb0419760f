"""What a workshop agreed, beside what was measured (narrative, section W)."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import FrameworkText, Sentence, Table, TypedText
from reports.document.values import Degree


@dataclass(frozen=True, slots=True)
class AgreedAnswer:
    """The agreed answer to one question; `measured` None where it may not be shown.

    `description` is that of the degree; a step in between counts as the degree below.
    """

    id: str
    prompt: FrameworkText
    pillar: FrameworkText
    position: int
    score: int
    degree: Degree
    figure: Sentence  # the step in between, if it is one, the score, and what was measured
    description: FrameworkText
    words: Sentence  # "Agreed in the workshop of 3 May 2026: Intentional (50 of 100)."
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
class Agreements:
    """What the room decided and what it left, told alike in the report and in the minutes.

    `answers` are those that were talked about; the others are named in `seen_alike`.
    """

    message: Sentence  # W8, or how many answers were agreed
    held: Sentence  # when, by how many people
    evidence: Sentence | None  # how many rest on a record
    answers_heading: str
    answers: tuple[AgreedAnswer, ...]
    seen_alike: Sentence | None  # W6
    open_heading: str
    open: tuple[OpenQuestion, ...]
    actions_heading: str
    actions: tuple[AgreedAction, ...]
    no_actions: Sentence | None
    notes_heading: str
    notes: tuple[TypedText, ...]
    labels: WorkshopLabels


@dataclass(frozen=True, slots=True)
class WorkshopPart:
    """The part of a report on its workshop; `table` is None where no pillar has an agreed answer."""

    heading: str
    standing: Sentence  # what the headline rests on
    agreements: Agreements
    pillars: tuple[AgreedPillar, ...]
    key_measured: str
    key_agreed: str
    table: Table | None
    checksum: str
    checksum_short: str
