"""The sheet of somebody who votes on paper."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import FrameworkText, TypedText
from reports.document.workshop_papers import Heading


@dataclass(frozen=True, slots=True)
class SheetTopic:
    """One question with its descriptions by their positions; degrees are not named before a reveal."""

    number: int
    prompt: FrameworkText
    descriptions: tuple[tuple[int, FrameworkText], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The topics in the order of the agenda; `alone`: answered once and silently, before any topic."""

    heading: Heading
    own_word: TypedText
    months: int
    alone: bool
    unsure: FrameworkText  # "I cannot judge this"
    positions: tuple[int, ...]
    topics: tuple[SheetTopic, ...]
