"""What has changed since the round before, and the series of all rounds (narrative, section T)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.document.texts import FrameworkText, Sentence, Table, TypedText


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One score then and now; figures None where they may not be shown or are not known."""

    id: str
    kind: Literal["index", "section", "pillar"]
    name: FrameworkText
    before: int | None
    after: int | None
    verdict: str  # empty where nothing is said
    sentence: Sentence
    words: str  # the change with its interval, as plain text


@dataclass(frozen=True, slots=True)
class Occasion:
    """One round of a series."""

    title: TypedText
    on: date
    date_words: str


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One score in one round; None where it is not known or not shown."""

    score: int | None
    low: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One score through the rounds; `ends` are the heights of the fitted line, from five rounds on."""

    id: str
    name: FrameworkText
    points: tuple[SeriesPoint, ...]
    ends: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """Three rounds or more side by side; `lines` are drawn, pillars stand in tables only."""

    heading: str
    occasions: tuple[Occasion, ...]
    lines: tuple[SeriesLine, ...]
    pillars: tuple[SeriesLine, ...]
    message: Sentence
    table: Table


@dataclass(frozen=True, slots=True)
class ChangePart:
    """What has changed since last time."""

    heading: str
    since: Sentence
    linked: bool
    degree: Sentence | None  # T8, T9
    notes: tuple[Sentence, ...]  # T5, T6, T7
    whole: tuple[ChangeLine, ...]  # the index and the main questions
    pillars: tuple[ChangeLine, ...]
    key_before: str
    key_after: str
    table: Table
    series: SeriesPart | None
