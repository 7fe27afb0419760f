"""The small values that every part of a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.document.texts import FrameworkText, Sentence, TypedText


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree by name; `place` of `of` is counted from 1 and stands for its pips and colour."""

    id: str
    name: FrameworkText
    place: int
    of: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A score of 0 to 100 with its interval (none for fewer than three people) and its n.

    `words` says all of it: "51 of 100, between 44 and 57; 18 people".
    """

    score: int
    low: int | None
    high: int | None
    n: int
    words: str


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many people of one group answered; `n` None where it may not be shown."""

    id: str
    name: FrameworkText
    n: int | None
    words: Sentence


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A group's score of one pillar; `score` and `n` None where hidden, then `reason` says why."""

    id: str
    name: FrameworkText
    score: int | None
    n: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What the report is about and how to check it."""

    organisation: TypedText
    title: TypedText
    own_word: Sentence | None  # another word for customers
    framework_id: str
    framework: FrameworkText
    version: str
    language: str  # of the framework's texts
    words_language: str  # of our own sentences
    scope: Literal["full", "pulse"]
    scope_words: str
    mode: Literal["open", "confidential"]
    mode_words: str
    on: date
    date_words: str  # "22 November 2025"
    state_words: str  # closed, or computed on demand
    closed: bool
    n: int | None  # None where nothing may be shown
    n_words: str
    groups: tuple[GroupCount, ...]
    single_view: bool  # fewer than three people
    checksum: str  # 64 hexadecimal digits
    checksum_short: str  # the first twelve


@dataclass(frozen=True, slots=True)
class Labels:
    """Words beside figures, in the language of the framework."""

    score: str
    interval: str
    answered: str
    people: str
    degree: str
    certainty: str
    agreement: str
    band: str
    target: str
    average: str
    lowest: str
    pillar: str
    section: str
    question: str
    group: str
    done_when: str
    owner: str
    first_result: str
    talk_first: str
    checksum: str
    not_known: str
    mean: str
    dont_know: str
    strongest: str
    meaning: str
    step: str
    table: str
