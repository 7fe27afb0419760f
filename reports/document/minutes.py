"""The minutes of a workshop as a document of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.document.texts import FrameworkText, Sentence, TypedText
from reports.document.workshop import Agreements


@dataclass(frozen=True, slots=True)
class VotedLine:
    """How the room voted on one question: how often, at first, and at last where that was another time."""

    prompt: FrameworkText
    times: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said and decided; `title` is the workshop's own or that of its round."""

    language: str
    heading: str
    organisation: TypedText
    title: TypedText
    on: date
    date_words: str
    present_heading: str
    present: Sentence  # how many in all, and how many gave a name
    names: tuple[TypedText, ...]
    agreements: Agreements
    votes_heading: str
    votes: tuple[VotedLine, ...]
    votes_columns: tuple[str, ...]
    asked_heading: str
    asked: tuple[Sentence, ...]  # what stands out, as questions
    method_heading: str
    method: tuple[Sentence, ...]
    checksum_label: str
    checksum: str
    checksum_short: str
    checksums: Sentence  # of the outcome, and of the result where there is one
