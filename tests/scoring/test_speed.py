"""Budgets of a calculation: time and memory by number of people (whole core framework)."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest

import scoring
from tests.scoring import core
from tests.scoring.strategies import asked

MEGABYTE = 2**20


def replies(people: int) -> scoring.Replies:
    """Return people who give every kind of reply."""
    made, rng = core.core(), np.random.default_rng(1)
    groups = rng.integers(0, len(made.groups), people)
    codes = rng.choice([1, 2, 3, 4, 5, 6, 8], (people, len(made.questions)))
    ids = tuple(str(at) for at in range(people))
    return scoring.Replies.from_arrays(made, ids, groups, np.where(asked(made, groups), codes, 0))


@pytest.mark.parametrize(("people", "seconds"), [(1_000, 0.05), (100_000, 5.0)])
def test_a_round_is_calculated_in_time(people: int, seconds: float):
    given = replies(people)
    best = min(timed(given) for _ in range(3))
    assert best <= seconds


def timed(given: scoring.Replies) -> float:
    start = time.process_time()
    scoring.assess(core.core(), given)
    return time.process_time() - start


def test_memory_does_not_grow_with_the_number_of_people_beyond_their_replies():
    """100,000 people have 4.2 MB of replies; a group's own are copied once."""
    given = replies(100_000)
    tracemalloc.start()
    scoring.assess(core.core(), given)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * MEGABYTE
