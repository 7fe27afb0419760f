"""How much room words take, so that nothing leaves its box on any machine."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from reports.renderers.pptx.geometry import BEFORE, LEADING

# Thousandths of the letter size that sans-serif letters of the usual width advance.
_ADVANCES: Final = {
    230: "'ijl|",
    290: " !,./:;I[\\]ft",
    345: "()-`r{}",
    400: '"*',
    510: "Jcksvxyz^",
    580: "#$0123456789?L_abdeghnopqu+<=>~",
    640: "FTZ",
    690: "&ABEKPSVXY",
    740: "CDHNRUw",
    800: "GOQ",
    860: "Mm",
    1030: "%W@",
}
_ADVANCE: Final = {char: advance / 1000 for advance, chars in _ADVANCES.items() for char in chars}
_OTHER: Final = 0.68
_BOLD: Final = 1.07


def _advance(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    return _ADVANCE.get(char, _OTHER)


@lru_cache(maxsize=8192)
def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return a safe width of one line."""
    return sum(map(_advance, words)) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=8192)
def lines(words: str, size: float, limit: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes; a word wider than a line is broken anywhere."""
    return sum(_lines(line, size, limit, bold=bold) for line in words.split("\n"))


def _lines(words: str, size: float, limit: float, *, bold: bool) -> int:
    count, used, space = 1, 0.0, width(" ", size, bold=bold)
    for word in words.split():
        wide = width(word, size, bold=bold)
        if used and used + space + wide > limit:
            count, used = count + 1, 0.0
        else:
            used += space if used else 0.0
        count += int(wide // limit)
        used += wide % limit
    return count


def height(paragraphs: Iterable[tuple[str, float]], limit: float, *, bold: bool = False) -> float:
    """Return how high paragraphs stand, each with the size of its letters."""
    return sum(
        lines(words, size, limit, bold=bold) * size * LEADING + size * BEFORE for words, size in paragraphs
    )
