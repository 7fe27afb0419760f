"""How often a new degree is announced although nothing has changed (section 11, S8)."""

from __future__ import annotations

import numpy as np
import pytest

import scoring
from tests.scoring import core, simulated

PEOPLE = 12
PAIRS = 500


def at_the_cut(random: np.random.Generator) -> scoring.Replies:
    """Return a round whose truth is 37.5 in the first section and far above it in the others."""
    made = core.core()
    first = {q.id for pillar in made.pillars_of(made.sections[0].id) for q in pillar.questions}
    decides = np.array([question.id in first for question in made.questions])
    views = random.integers(-1, 2, (PEOPLE, 1))  # of the section as a whole, by person
    low = random.choice([2, 3], (PEOPLE, len(made.questions))) + views
    high = random.choice([3, 4, 5], (PEOPLE, len(made.questions)))
    codes = np.where(decides, low, high).astype(np.int8)
    return simulated.of(made, np.arange(PEOPLE) % len(made.groups), codes)


@pytest.mark.slow
def test_single_section_at_the_cut_is_announced_in_about_5_percent_of_rounds():
    random = np.random.default_rng(8)
    degrees = [
        scoring.trend(core.core(), at_the_cut(random), at_the_cut(random)).degree for _ in range(PAIRS)
    ]
    changed = sum(degree.changed for degree in degrees) / PAIRS
    announced = sum(degree.announced for degree in degrees) / PAIRS
    assert 0.4 <= changed <= 0.6
    assert 0.02 <= announced <= 0.08
