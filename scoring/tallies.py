"""Replies counted per question, for everybody or for one group (sections 1 to 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring import arithmetic
from scoring.replies import CODES, POSITIONS, Replies, Reply

CHUNK = 8192
"""Respondents looked at together, so that memory does not grow with their number."""

Distribution = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts per question, every tuple in the order of the scheme's questions.

    `base`: asked less not applicable. `n`: scored answers. `means`: 0-100, None without answers.
    `unanimous`: there are scored answers and all are equal.
    """

    asked: tuple[int, ...]
    base: tuple[int, ...]
    n: tuple[int, ...]
    dont_know: tuple[int, ...]
    not_applicable: tuple[int, ...]
    skipped: tuple[int, ...]
    distributions: tuple[Distribution, ...]
    means: tuple[float | None, ...]
    unanimous: tuple[bool, ...]

    @classmethod
    def of(cls, counts: NDArray[np.int64]) -> Tally:
        """Read a tally from counts of replies, shape (questions, 9)."""
        scored = counts[:, POSITIONS[0] : POSITIONS[-1] + 1]
        asked = counts[:, 1:].sum(axis=1)
        rows = [tuple(row) for row in scored.tolist()]
        return cls(
            asked=tuple(asked.tolist()),
            base=tuple((asked - counts[:, Reply.NOT_APPLICABLE]).tolist()),
            n=tuple(scored.sum(axis=1).tolist()),
            dont_know=tuple(counts[:, Reply.DONT_KNOW].tolist()),
            not_applicable=tuple(counts[:, Reply.NOT_APPLICABLE].tolist()),
            skipped=tuple(counts[:, Reply.SKIPPED].tolist()),
            distributions=tuple(rows),
            means=tuple(mean_of(row) for row in rows),
            unanimous=tuple(sum(count > 0 for count in row) == 1 for row in rows),
        )


def mean_of(distribution: tuple[int, ...]) -> float | None:
    """Return the mean score 0-100 of counts at positions 1-5, None of no answers (section 3)."""
    n = sum(distribution)
    total = sum(count * arithmetic.score_of(at) for at, count in enumerate(distribution, start=1))
    return total / n if n else None


def count(replies: Replies, groups: int) -> NDArray[np.int64]:
    """Count replies, shape (groups, questions, 9), in chunks of respondents."""
    people, questions = replies.codes.shape
    size = groups * questions * CODES
    counts = np.zeros(size, dtype=np.int64)
    offsets = np.arange(questions) * CODES
    for start in range(0, people, CHUNK):
        rows = slice(start, start + CHUNK)
        cells = replies.groups[rows, None] * (questions * CODES) + offsets + replies.codes[rows]
        counts += np.bincount(cells.ravel(), minlength=size)
    return counts.reshape(groups, questions, CODES)
