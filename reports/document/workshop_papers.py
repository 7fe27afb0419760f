"""What stands on every paper of a workshop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.document.texts import TypedText


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose workshop it is and of which day the paper is."""

    organisation: TypedText
    title: TypedText
    language: str  # of the framework's texts, and so of the paper
    on: date
    date_words: str
