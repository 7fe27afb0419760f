"""What a round yields besides the framework's result: change, break-downs, lenses with own questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

import scoring
from assessments import breaking_down, comparing, lens_figures, rows
from assessments.comparing import Comparison
from assessments.lens_figures import JourneyFigures, MirrorFigures
from assessments.rows import Traits
from frameworks.kits import Kit

if TYPE_CHECKING:
    from assessments.models import Assessment


@dataclass(frozen=True, slots=True)
class Further:
    """Every further reading of a round; a part that was not asked for is empty.

    `counted`: in confidence a keyed print of every sheet behind the result (`rows.prints`), by which a
    round that is reopened knows who is new; it tells nothing that the sheets do not.
    """

    comparison: Comparison | None = None
    breakdowns: Mapping[str, scoring.Partition] = field(default_factory=dict)
    journey: JourneyFigures | None = None
    mirror: MirrorFigures | None = None
    counted: tuple[str, ...] = ()


def compute(
    assessment: Assessment, kit: Kit, replies: scoring.Replies, result: scoring.Result, traits: Traits
) -> Further:
    """Compute what the round declared besides the framework's questions."""
    return Further(
        comparison=comparing.compute(assessment, kit, replies, result),
        breakdowns=breaking_down.compute(assessment, kit, replies, traits),
        journey=lens_figures.journey(assessment, kit),
        mirror=lens_figures.mirror(assessment, kit),
        counted=tuple(sorted(rows.prints(assessment).values())) if assessment.confidential else (),
    )


def as_before(first: Further, again: Further) -> Further:
    """Return what a round that was reopened shows beside its first result.

    Break-downs cannot be read again, since nobody is known to stand anywhere; and few new sheets under a
    journey or a promise would follow from two readings of it, as would those who answered twice from two
    comparisons with the round before.
    """
    return replace(
        again,
        comparison=first.comparison,
        breakdowns=first.breakdowns,
        journey=first.journey,
        mirror=first.mirror,
    )


def canonical(further: Further) -> str:
    """Return the one JSON text."""
    return _adapter().dump_json(further).decode()


@lru_cache(maxsize=16)
def read(document: str) -> Further:
    """Return what was stored."""
    return _adapter().validate_json(document)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Further]:
    return TypeAdapter(Further)
