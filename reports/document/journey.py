"""The relationship along its stages (narrative, section J)."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import FrameworkText, Sentence, Table
from reports.document.values import Degree


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage; `score` None where it is not known or not shown.

    `measured`, `owner`: 0, 0.5 or 1, None where not known; their words are the lens's own.
    `blind`: within the longest run of stages on which nobody measures what the customer feels.
    """

    id: str
    name: FrameworkText
    customer_asks: FrameworkText
    blind_spot: FrameworkText
    score: int | None
    degree: Degree | None
    measured: float | None
    measured_words: str
    measured_short: str  # what stands before the colon
    owner: float | None
    owner_words: str
    blind: bool


@dataclass(frozen=True, slots=True)
class StageSign:
    """What a sign of the chart says."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class JourneyPart:
    """Along the journey; stages that are of no relevance here are left out."""

    heading: str
    purpose: FrameworkText
    about: tuple[Sentence, ...]  # who answered, and whom it describes
    sentences: tuple[Sentence, ...]  # J1 to J5
    hidden: tuple[Sentence, ...]
    chart_title: str
    measured_label: str
    owner_label: str
    blind_label: str
    signs: tuple[StageSign, ...]
    stages: tuple[StageLine, ...]
    table: Table
