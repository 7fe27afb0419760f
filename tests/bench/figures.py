"""One measured figure, and how it is taken."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Self


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio to a baseline of the same run; `at_least` says on which side of the target is good."""

    name: str
    ratio: float
    target: float
    unit: str
    value: float
    baseline: str
    at_least: bool = False

    @classmethod
    def read(cls, line: str) -> Self:
        """Return the figure that another process has written."""
        said = json.loads(line)
        return cls(
            name=said["name"],
            ratio=said["ratio"],
            target=said["target"],
            unit=said["unit"],
            value=said["value"],
            baseline=said["baseline"],
            at_least=said["better"] == "higher",
        )

    @property
    def holds(self) -> bool:
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target

    def line(self) -> str:
        """Return the figure as one JSON object."""
        return json.dumps(
            {
                "name": self.name,
                "ratio": round(self.ratio, 4),
                "target": self.target,
                "holds": self.holds,
                "unit": self.unit,
                "value": round(self.value, 4),
                "baseline": self.baseline,
                "better": "higher" if self.at_least else "lower",
            },
            ensure_ascii=False,
        )


def cpu_ms(action: Callable[[], object], *, times: int, rounds: int = 5) -> float:
    """Return the processor milliseconds of one call: the median of some rounds, warm."""
    return _timed(action, times, rounds, time.process_time)


def wall_ms(action: Callable[[], object], *, times: int, rounds: int = 5) -> float:
    """Return the milliseconds on the clock of one call: the median of some rounds, warm."""
    return _timed(action, times, rounds, time.perf_counter)


def _timed(action: Callable[[], object], times: int, rounds: int, clock: Callable[[], float]) -> float:
    action()
    taken = []
    for _ in range(rounds):
        gc.collect()
        begun = clock()
        for _ in range(times):
            action()
        taken.append((clock() - begun) / times * 1000)
    return median(taken)
