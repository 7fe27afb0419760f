"""What has changed between rounds, as frozen values (scoring specification, section 11).

Scores are 0 to 100 in full precision, changes are after minus before. `None` means "not known".
Mappings keep framework order. What may not be shown carries the reason instead of its figures, so
that no reader has to decide it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scoring.result import Mode, Scope

Layer = Literal["question", "pillar", "section", "index"]

Verdict = Literal["improved", "declined", "possible", "small", "none"]
"""The words of the table: possible is "possible, not established", small is "small but detectable"."""

Withheld = Literal[
    "not determined",  # too little was answered in one of the rounds
    "too few people",  # fewer than k in a round, or fewer than k who can be compared
    "hidden in a round",  # the score itself is not shown in one of the rounds
    "gives away a question",  # with what the rounds show it would tell the one answer that all gave
    "gives away a few",  # the others who answered in a round are fewer than k
]

LeftOut = Literal[
    "new",  # asked only in the later framework
    "gone",  # asked only in the earlier one
    "changed",  # asked in both, with another meaning
    "not asked",  # not part of the short form
    "too few answers",  # the same question, without enough answers in one of the rounds
]


@dataclass(frozen=True, slots=True)
class Change:
    """One score in two rounds; `n_before`, `n_after` are contributors.

    `low` and `high` are the 95% interval of the change. A change without `se` (fewer than three
    people on a side) has no verdict. `withheld` is the reason why there are no figures at all.
    """

    before: float | None
    after: float | None
    change: float | None
    se: float | None
    df: float | None
    smallest_detectable: float | None
    low: float | None
    high: float | None
    n_before: int
    n_after: int
    verdict: Verdict | None
    withheld: Withheld | None


@dataclass(frozen=True, slots=True)
class DegreeChange:
    """The headline of both rounds over the common questions.

    `announced`: the change of every deciding section is established. A degree that changed and is
    not announced is to be treated as unchanged. Without a headline in both rounds nothing changed.
    """

    before: str | None
    after: str | None
    changed: bool
    deciding: tuple[str, ...]
    announced: bool


@dataclass(frozen=True, slots=True)
class Mix:
    """Who answered: how much the shares of the groups moved, 0 to 1.

    `up` and `down` name the groups whose share grew and shrank, largest movement first. The balanced
    changes are there only where `warned` and at least two groups can be compared.
    """

    shift: float
    warned: bool
    up: tuple[str, ...]
    down: tuple[str, ...]
    balanced_sections: Mapping[str, float | None]
    balanced_index: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Two rounds over the questions common to both.

    `common`: the questions that carry the comparison, by their id in the later framework; every
    other question of either framework is in `left_out`. `n_linked`: the people who answered both
    times, None where rounds are compared as a whole; then there is a `mix`.
    """

    framework: str
    version_before: str
    version_after: str
    mode: Mode
    k: int
    scope: Scope
    n_before: int
    n_after: int
    n_linked: int | None
    common: tuple[str, ...]
    left_out: Mapping[str, LeftOut]
    questions: Mapping[str, Change]
    pillars: Mapping[str, Change]
    sections: Mapping[str, Change]
    index: Change
    degree: DegreeChange
    mix: Mix | None


@dataclass(frozen=True, slots=True)
class Point:
    """One score in one of several rounds; `withheld` is the reason why it has no figures."""

    score: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int
    withheld: Withheld | None


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through the points: score = start + slope x (at - first at), not cut to 0-100."""

    start: float
    slope: float


@dataclass(frozen=True, slots=True)
class Curve:
    """One score through the rounds, and a line only from five known points on."""

    points: tuple[Point, ...]
    line: Line | None


@dataclass(frozen=True, slots=True)
class Series:
    """Three rounds or more over the questions common to all; `at` is when each was taken."""

    framework: str
    version: str
    at: tuple[float, ...]
    common: tuple[str, ...]
    left_out: Mapping[str, LeftOut]
    pillars: Mapping[str, Curve]
    sections: Mapping[str, Curve]
    index: Curve
