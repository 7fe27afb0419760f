"""What is said, done and felt, side by side (narrative, section S)."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.texts import FrameworkText, Sentence, Table


@dataclass(frozen=True, slots=True)
class Track:
    """One side of a promise; `score` None where it is not known or not shown."""

    id: str
    name: str
    score: int | None


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise: its three sides, what they mean together, and how many customers stand behind it."""

    id: str
    name: FrameworkText
    tracks: tuple[Track, ...]
    customers: Sentence | None  # S1 or S2
    readings: tuple[Sentence, ...]  # the lens's own for each pattern; S4
    hidden: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class MirrorPart:
    """Said, done and felt."""

    heading: str
    purpose: FrameworkText
    caution: FrameworkText
    notes: tuple[Sentence, ...]  # what holds of every promise
    promises: tuple[PromiseLine, ...]
    table: Table
