"""How figures are compared and made whole (scoring specification, section 0, "Arithmetic")."""

from __future__ import annotations

import math
from collections.abc import Iterable

STEP = 25.0
"""Score points between two neighbouring positions."""

TOP = 100.0
"""The highest score."""


def rounded(value: float) -> float:
    """Round to the six decimals at which every comparison with a threshold is made."""
    return round(value, 6)


def at_least(value: float, threshold: float) -> bool:
    """Say whether a value reaches a threshold, both at six decimals."""
    return rounded(value) >= rounded(threshold)


def below(value: float, threshold: float) -> bool:
    """Say whether a value stays below a threshold, both at six decimals."""
    return rounded(value) < rounded(threshold)


def whole(score: float) -> int:
    """Return the whole number under which a score is shown: floor(score + 0.5)."""
    return math.floor(rounded(score) + 0.5)


def score_of(position: float) -> float:
    """Return the 0-100 score of a position 1-5 (section 1)."""
    return STEP * (position - 1)


def mean(values: Iterable[float]) -> float | None:
    """Return the plain mean, None of nothing."""
    known = tuple(values)
    return math.fsum(known) / len(known) if known else None
