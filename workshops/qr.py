"""An address as a QR code: its squares as one path that is crisp at every size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

QUIET = 4  # squares of margin, without which a camera does not find the code


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code with its margin: squares to a side, and the dark ones as the path of an SVG."""

    size: int
    path: str


@lru_cache(maxsize=256)
def code(address: str) -> Code:
    """Return the code of an address; a seventh of it may be covered or torn."""
    matrix = segno.make_qr(address, error="m", boost_error=False).matrix
    return Code(size=len(matrix) + 2 * QUIET, path="".join(_strokes(matrix)))


def _strokes(matrix: tuple[bytearray, ...]) -> Iterator[str]:
    """Yield one rectangle for each run of dark squares in a row."""
    for y, row in enumerate(matrix, start=QUIET):
        x = QUIET
        for dark, run in groupby(row):
            length = len(tuple(run))
            if dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length
