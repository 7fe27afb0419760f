"""The facilitator's kit: the agenda by the minute, and one page for each topic."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import FrameworkText, TypedText
from reports.document.values import Degree
from reports.document.workshop_papers import Heading


@dataclass(frozen=True, slots=True)
class KitEntry:
    """One line of the agenda, from one minute of the workshop to another; `number` 0 where it is no topic."""

    number: int
    begins: int
    ends: int
    minutes: int
    what: TypedText


@dataclass(frozen=True, slots=True)
class KitSpread:
    """Where the answers given before lie, in words; `distribution` only where it may be shown."""

    words: str
    unsure_words: str = ""
    distribution: tuple[int, ...] | None = None
    median: float | None = None  # position 1 to 5


@dataclass(frozen=True, slots=True)
class KitTopic:
    """One question with all that helps to talk about it; `begins` None where it has no place in the agenda."""

    id: str
    number: int
    begins: int | None
    ends: int | None
    section: FrameworkText
    pillar: FrameworkText
    prompt: FrameworkText
    descriptions: tuple[tuple[int, Degree, FrameworkText], ...]
    spread: KitSpread
    why: FrameworkText
    evidence: tuple[FrameworkText, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong the evidence behind an agreed answer is."""

    strength: int
    name: FrameworkText
    meaning: FrameworkText


@dataclass(frozen=True, slots=True)
class KitAccepted:
    """A question that was seen alike and agreed without talk, with the position it stands at."""

    prompt: FrameworkText
    position: int
    label: FrameworkText


@dataclass(frozen=True, slots=True)
class Kit:
    """What a facilitator takes along. `alone`: the topics follow from what is answered in the room."""

    heading: Heading
    own_word: TypedText
    alone: bool
    minutes: int
    agenda: tuple[KitEntry, ...]
    guidance: tuple[FrameworkText, ...]
    accepted: tuple[KitAccepted, ...]
    positions: tuple[tuple[int, FrameworkText], ...]
    strengths: tuple[Strength, ...]
    topics: tuple[KitTopic, ...]
