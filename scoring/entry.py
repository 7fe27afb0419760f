"""Where to start (section 15.3)."""

from __future__ import annotations

from collections.abc import Mapping

from scoring import arithmetic
from scoring.result import BlockResult, EntryPoint
from scoring.scheme import Block, Diagnosis

NOWHERE = EntryPoint(None, None, {})


def entry_point(diagnosis: Diagnosis, steps: Mapping[str, float | None]) -> EntryPoint:
    """Return the first block that is not in place and its first step to take (G38).

    `steps`: scores 0-100 by step, None where undetermined. Where no step is determined there is
    no entry.
    """
    blocks = {block.id: _block(diagnosis, block, steps) for block in diagnosis.blocks}
    if all(steps.get(step) is None for block in diagnosis.blocks for step in block.steps):
        return EntryPoint(None, None, blocks)
    missing = (block for block in diagnosis.blocks if not blocks[block.id].in_place)
    entry = next(missing, diagnosis.blocks[-1])
    return EntryPoint(entry.id, _entry_step(diagnosis, entry, steps), blocks)


def _block(diagnosis: Diagnosis, block: Block, steps: Mapping[str, float | None]) -> BlockResult:
    scores = [score for step in block.steps if (score := steps.get(step)) is not None]
    mean = arithmetic.mean(scores)
    undetermined = len(scores) < len(block.steps)
    in_place = (
        not undetermined
        and mean is not None
        and arithmetic.at_least(mean, diagnosis.in_place_score)
        and all(arithmetic.at_least(score, diagnosis.step_floor) for score in scores)
    )
    return BlockResult(mean, in_place, undetermined)


def _entry_step(diagnosis: Diagnosis, block: Block, steps: Mapping[str, float | None]) -> str:
    """Return the first step short of the anchor (an undetermined one is), else the lowest."""
    for step in block.steps:
        score = steps.get(step)
        if score is None or arithmetic.below(score, diagnosis.in_place_score):
            return step
    return min(block.steps, key=lambda step: arithmetic.rounded(steps[step] or 0.0))
