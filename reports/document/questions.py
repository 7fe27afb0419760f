"""Single questions: in full, as dots of a pulse, and those that many could not judge."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import FrameworkText, Sentence, Table, TypedText
from reports.document.values import Degree
from reports.document.workshop import AgreedAnswer


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Where `hidden` says why it may not be shown, every figure is None."""

    id: str
    number: int
    prompt: FrameworkText
    pillar: FrameworkText
    section: FrameworkText
    descriptions: tuple[tuple[Degree, FrameworkText], ...]
    score: int | None
    n: int | None
    figure_words: str  # "50 of 100; 18 people", or why there is none
    distribution: tuple[int, ...] | None  # how many chose each position, where permitted
    picture_words: str  # the same in words, or median and middle half, or why neither
    median: float | None  # position 1 to 5, where the distribution may not be shown
    middle_half: tuple[float, float] | None
    dont_know: int | None  # percentage
    dont_know_words: str
    notes: tuple[Sentence, ...]  # P5
    hidden: str
    comments: tuple[TypedText, ...]
    group_comments: tuple[tuple[FrameworkText, tuple[TypedText, ...]], ...]  # where enough of a group spoke
    agreed: AgreedAnswer | None = None  # in a workshop


@dataclass(frozen=True, slots=True)
class QuestionList:
    """The questions of one pillar."""

    pillar: FrameworkText
    section: FrameworkText
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPart:
    """Every question; `positions` are the words of the scale from first to last."""

    heading: str
    positions: tuple[FrameworkText, ...]
    lists: tuple[QuestionList, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One question of a pulse."""

    id: str
    prompt: FrameworkText
    pillar: FrameworkText
    section: FrameworkText
    section_id: str
    score: int | None
    n: int | None
    words: str
    agreed: AgreedAnswer | None = None


@dataclass(frozen=True, slots=True)
class PulsePart:
    """A bar for each main question (see `Answer.questions`) and a dot for each question."""

    heading: str
    message: Sentence
    dots: tuple[Dot, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Unseen:
    """A question that many of those asked could not judge."""

    prompt: FrameworkText
    pillar: FrameworkText
    percent: int | None
    sentence: Sentence  # P5, P5b


@dataclass(frozen=True, slots=True)
class UnseenPart:
    """What cannot be seen."""

    heading: str
    gaps: tuple[Unseen, ...]
