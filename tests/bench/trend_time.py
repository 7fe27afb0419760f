"""Comparing two rounds of many people, against calculating one of them."""

from __future__ import annotations

from collections.abc import Iterator

import scoring
from frameworks import library, schemes
from tests.bench import scoring_time
from tests.bench.figures import Figure, cpu_ms

PEOPLE = 10_000
LIMIT = 3.0


def measure() -> Iterator[Figure]:
    """Yield what a trend costs in calculations of one round, for everybody and for the same people."""
    framework = library.framework("cx-maturity-core")
    assert framework is not None
    scheme = schemes.build(framework, library.lenses_for(framework))
    replies = scoring_time.replies(scheme, PEOPLE)
    links = [(row, row) for row in range(PEOPLE)]
    once = cpu_ms(lambda: scoring.assess(scheme, replies), times=3)
    whole = cpu_ms(lambda: scoring.trend(scheme, replies, replies), times=3)
    same = cpu_ms(lambda: scoring.trend(scheme, replies, replies, links=links), times=3)
    for name, taken in (("two rounds", whole), ("the same people in both", same)):
        yield Figure(f"trend, {PEOPLE:,} people: {name}", taken / once, LIMIT, "ms", taken, "one result")
