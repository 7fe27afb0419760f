"""What must hold between scale, levels and bands of a framework file.

Source: scoring specification, sections 0 and 4. Five positions stand at 0, 25, 50, 75, 100; three
levels cover 0 to 100 without a hole and are anchored at positions 1, 3 and 5; bands lie inside levels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from frameworks import rules
from frameworks.documents import Framework
from frameworks.faults import Fault
from frameworks.fields import quoted

POINTS_PER_STEP = 25
TOP_SCORE = 100
ANCHORED_POSITIONS = (1, 3, 5)


class Range(Protocol):
    """A stretch of the score; its upper end belongs to the next one, except at the top."""

    @property
    def min_score(self) -> float: ...
    @property
    def max_score(self) -> float: ...


def check_measures(framework: Framework) -> Iterator[Fault]:
    """Yield everything that does not fit between scale, levels and bands."""
    yield from _scale(framework)
    yield from _positions(framework)
    yield from _contiguous("levels", framework.levels)
    yield from _anchors(framework)
    yield from _contiguous("bands", framework.bands)
    yield from _bands(framework)


def _scale(framework: Framework) -> Iterator[Fault]:
    scale = framework.scale
    for key, expected in (("points_per_step", POINTS_PER_STEP), ("min_score", 0), ("max_score", TOP_SCORE)):
        value = getattr(scale, key)
        if value != expected:
            yield Fault(f"scale.{key}", f"is {rules.number(value)}; expected {expected}")


def _positions(framework: Framework) -> Iterator[Fault]:
    for place, position in enumerate(framework.scale.positions, start=1):
        path = f"scale.positions[{place}]"
        score = framework.scale.points_per_step * (place - 1)
        anchored = place in ANCHORED_POSITIONS
        if position.position != place:
            yield Fault(f"{path}.position", f"is {position.position}; expected {place}")
        if position.score != score:
            expected = f"{rules.number(score)}, points_per_step times the steps below"
            yield Fault(f"{path}.score", f"is {rules.number(position.score)}; expected {expected}")
        if position.anchored != anchored:
            said, expected = (str(value).lower() for value in (position.anchored, anchored))
            yield Fault(
                f"{path}.anchored", f"is {said}; expected {expected}, positions 1, 3 and 5 are anchored"
            )
        yield from _level_of(framework, f"{path}.level", position.level, position.score)


def _level_of(framework: Framework, path: str, named: str, score: float) -> Iterator[Fault]:
    levels = {level.id: level for level in framework.levels}
    if named not in levels:
        yield from rules.known(path, named, levels, "a level")
    elif not _holds(levels[named], score):
        found = f"is {quoted(named)}"
        yield Fault(path, f"{found}; expected the level whose range holds its score of {rules.number(score)}")


def _contiguous(name: str, ranges: tuple[Range, ...]) -> Iterator[Fault]:
    lower = 0.0
    for place, entry in enumerate(ranges, start=1):
        path = f"{name}[{place}]"
        if entry.min_score != lower:
            expected = "0" if place == 1 else f"{rules.number(lower)}, where the one before ends"
            yield Fault(f"{path}.min_score", f"is {rules.number(entry.min_score)}; expected {expected}")
        if entry.max_score <= entry.min_score:
            found = f"is {rules.number(entry.max_score)}"
            yield Fault(f"{path}.max_score", f"{found}; expected more than its min_score")
        lower = entry.max_score
    if lower != TOP_SCORE:
        path = f"{name}[{len(ranges)}].max_score"
        yield Fault(path, f"is {rules.number(lower)}; expected {TOP_SCORE} for the last one")


def _anchors(framework: Framework) -> Iterator[Fault]:
    for place, level in enumerate(framework.levels, start=1):
        expected = POINTS_PER_STEP * (ANCHORED_POSITIONS[place - 1] - 1)
        path = f"levels[{place}].anchor_score"
        if level.anchor_score != expected:
            yield Fault(path, f"is {rules.number(level.anchor_score)}; expected {expected}")
        elif not _holds(level, level.anchor_score):
            yield Fault(path, f"is {expected}; expected to lie between min_score and max_score of its level")


def _bands(framework: Framework) -> Iterator[Fault]:
    levels = {level.id: level for level in framework.levels}
    for place, band in enumerate(framework.bands, start=1):
        path = f"bands[{place}].level"
        level = levels.get(band.level)
        if level is None:
            yield from rules.known(path, band.level, levels, "a level")
        elif band.min_score < level.min_score or band.max_score > level.max_score:
            found = f"is {quoted(band.level)}"
            reach = f"{rules.number(band.min_score)} to {rules.number(band.max_score)}"
            yield Fault(path, f"{found}; expected the level that holds the whole band from {reach}")


def _holds(level: Range, score: float) -> bool:
    return level.min_score <= score < level.max_score or score == level.max_score == TOP_SCORE
