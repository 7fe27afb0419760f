"""Scoring many people: time and memory, each size in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

import numpy as np

import scoring
from frameworks import library, schemes
from tests.bench.figures import Figure
from tests.server import ROOT

SIZES = {1_000: 9, 10_000: 5, 100_000: 3}  # people: repetitions


def measure() -> Iterator[Figure]:
    """Yield time and memory for every size, and whether the time grows with the people."""
    taken = {people: _child(people) for people in SIZES}
    seconds = {people: result["seconds"] for people, result in taken.items()}
    yield Figure("scoring, 1,000 people", seconds[1_000] / 0.05, 1.0, "s", seconds[1_000], "50 ms")
    yield Figure("scoring, 100,000 people", seconds[100_000] / 5, 1.0, "s", seconds[100_000], "5 s")
    memory = taken[100_000]["megabytes"]
    yield Figure("scoring, 100,000 people: memory", memory / 1000, 1.0, "MB", memory, "1 GB")
    for fewer, more in ((1_000, 10_000), (10_000, 100_000)):
        growth = seconds[more] / seconds[fewer]
        name = f"scoring, {fewer:,} to {more:,} people"
        yield Figure(name, growth / 10, 1.1, "s", seconds[more], f"ten times the time of {fewer:,} people")


def _child(people: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.scoring_time", str(people)]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    result: dict[str, float] = json.loads(output)
    return result


def replies(scheme: scoring.Scheme, people: int) -> scoring.Replies:
    """Return answers that differ, to the questions that each group is asked."""
    random = np.random.default_rng(42)
    groups = np.arange(people) % len(scheme.groups)
    asked = np.array([[group in q.judged_by for q in scheme.questions] for group in scheme.groups])
    codes = random.integers(1, 7, (people, len(scheme.questions)))
    return scoring.Replies.from_arrays(
        scheme, [f"p{number}" for number in range(people)], groups, np.where(asked[groups], codes, 0)
    )


def _main(people: int) -> None:
    framework = library.framework("cx-maturity-core")
    assert framework is not None
    scheme = schemes.build(framework, library.lenses_for(framework))
    given = replies(scheme, people)
    scoring.assess(scheme, given)
    taken = []
    for _ in range(SIZES[people]):
        begun = time.perf_counter()
        scoring.assess(scheme, given)
        taken.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": median(taken), "megabytes": peak}))


if __name__ == "__main__":
    _main(int(sys.argv[1]))
