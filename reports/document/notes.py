"""What stands at the end: method, board questions, words."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import Sentence


@dataclass(frozen=True, slots=True)
class MethodNote:
    """How it was made and what it is not."""

    heading: str
    paragraphs: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """A question a board member may ask, with the answer this round can give."""

    question: Sentence
    answers: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class BoardPart:
    """Questions a board member may ask."""

    heading: str
    questions: tuple[BoardQuestion, ...]


@dataclass(frozen=True, slots=True)
class WordsPart:
    """Words used; the word defined is the strong part of each."""

    heading: str
    terms: tuple[Sentence, ...]
