"""The questions that one group is asked, in order, each with its place on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from frameworks import kits
from frameworks.documents import Pillar, Question, Section
from scoring import Reply

Scope = Literal["full", "pulse"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the five positions; `description` is None on a step between two descriptions."""

    value: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Stop:
    """One question on a person's way through the sheet."""

    question: Question
    choices: tuple[Choice, ...]
    pillar: Pillar
    section: Section
    number: int
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All stops of one group, and which questions stand in which pillar."""

    kit: kits.Kit
    stops: Mapping[str, Stop]
    pillars: tuple[tuple[Pillar, tuple[str, ...]], ...]

    @property
    def total(self) -> int:
        """Return how many questions this group is asked."""
        return len(self.stops)


def pack(sheet: Sheet, replies: Mapping[str, int]) -> bytes:
    """Return a person's replies, one `Reply` a byte, in the framework's order of questions.

    A question that was asked and has no reply was skipped.
    """
    return bytes(
        replies.get(question.id, Reply.SKIPPED) if question.id in sheet.stops else Reply.NOT_ASKED
        for question in sheet.kit.scheme.questions
    )


def sheet(
    *, framework: str, lenses: Sequence[str], group: str, scope: str, without: Sequence[str] = ()
) -> Sheet:
    """Return the sheet of a group, without the questions that the round has ruled out.

    Texts never change, so it is laid out once per process.
    """
    return _sheet(framework, tuple(lenses), group, "pulse" if scope == "pulse" else "full", tuple(without))


@lru_cache(maxsize=64)
def _sheet(
    framework: str, lenses: tuple[str, ...], group: str, scope: Scope, without: tuple[str, ...]
) -> Sheet:
    kit = kits.load(framework, lenses)
    asked = {question.id for question in kit.asked(group, scope)}.difference(without)
    pillars = tuple(
        (pillar, ids)
        for pillar in kit.framework.pillars
        if (ids := tuple(question.id for question in pillar.questions if question.id in asked))
    )
    return Sheet(kit, _stops(kit, pillars), pillars)


def _stops(kit: kits.Kit, pillars: Sequence[tuple[Pillar, tuple[str, ...]]]) -> dict[str, Stop]:
    way = [(pillar, question) for pillar, ids in pillars for question in ids]
    order = [question for _, question in way]
    return {
        question: Stop(
            question=kit.question(question),
            choices=_choices(kit, kit.question(question)),
            pillar=pillar,
            section=kit.section(pillar.section),
            number=at + 1,
            previous=order[at - 1] if at else None,
            next=order[at + 1] if at + 1 < len(order) else None,
        )
        for at, (pillar, question) in enumerate(way)
    }


def _choices(kit: kits.Kit, question: Question) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(entry.position), question.descriptors[entry.level] if entry.anchored else None)
        for entry in kit.framework.scale.positions
    )
