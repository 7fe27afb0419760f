"""Rounds of the core framework, or another, answered by people who scatter around a truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import scoring
from scoring import scheme
from scoring.replies import Reply
from tests.scoring import core
from tests.scoring.strategies import asked


def replies(
    people: int,
    *,
    seed: int = 1,
    middle: float | Sequence[float] = 3.0,
    spread: float = 1.0,
    unknown: float = 0.05,
    made: scheme.Scheme | None = None,
) -> scoring.Replies:
    """Return answers of people in groups of equal size; `middle`: position 1-5, for all or by question."""
    framework = made or core.core()
    rng = np.random.default_rng(seed)
    groups = np.arange(people) % len(framework.groups)
    shape = (people, len(framework.questions))
    leniency = rng.normal(0, spread / 2, (people, 1))
    codes = np.clip(np.rint(rng.normal(middle, spread, shape) + leniency), 1, 5).astype(np.int8)
    codes = np.where(rng.random(shape) < unknown, np.int8(Reply.DONT_KNOW), codes)
    return of(framework, groups, codes)


def of(framework: scheme.Scheme, groups: NDArray[np.intp], codes: NDArray[np.int8]) -> scoring.Replies:
    """Return a round from groups and codes, of which only what is asked of a group is kept."""
    kept = np.where(asked(framework, groups), codes, Reply.NOT_ASKED)
    return scoring.Replies.from_arrays(framework, [f"p{at}" for at in range(len(groups))], groups, kept)
