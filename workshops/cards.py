"""The five positions as a room sees them: three described by a question, and the steps between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frameworks import documents, kits


@dataclass(frozen=True, slots=True)
class Card:
    """One of the five positions: a description of a degree, or a step between two (no description, no level).

    `degree` counts the degrees from 1; a step counts as the one below it.
    """

    position: int
    label: str
    description: str
    level: documents.Level | None
    degree: int


def of(kit: kits.Kit, question: documents.Question | None = None) -> tuple[Card, ...]:
    """Return the five positions, with a question's descriptions where one is given."""
    return tuple(
        Card(
            position=position.position,
            label=position.label,
            description=question.descriptors[position.level] if question and position.anchored else "",
            level=kit.level(position.level) if position.anchored else None,
            degree=kit.level(position.level).order,
        )
        for position in kit.framework.scale.positions
    )
