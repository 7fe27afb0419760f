"""Estimate how wide words are, so that labels wrap and never leave a chart."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

_NARROW = frozenset("ijl.,:;'|!()[]ftrI1 -")
_BROAD = frozenset("mwMWQO@%&")
_FEWEST = 3  # letters that may stand alone on the last line of a broken word
_MARGIN = 1.06  # a fallback font may be a little wider than the one measured


def _char_width(char: str) -> float:
    if char in _NARROW:
        return 0.36
    if char in _BROAD:
        return 0.86
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.68 if char.isupper() else 0.58


@lru_cache(maxsize=4096)
def width(words: str, size: float) -> float:
    """Return a safe width of one line at a font size."""
    return sum(map(_char_width, words)) * size * _MARGIN


def _pieces(word: str, size: float, limit: float) -> list[str]:
    """Cut a word that is wider than a line into parts that fit, with a hyphen where letters are parted."""
    if width(word, size) <= limit:
        return [word]
    pieces = [""]
    for char in word:
        if pieces[-1] and width(f"{pieces[-1]}{char}-", size) > limit:
            pieces.append("")
        pieces[-1] += char
    while len(pieces) > 1 and len(pieces[-1]) < _FEWEST < len(pieces[-2]):
        pieces[-2:] = [pieces[-2][:-1], pieces[-2][-1] + pieces[-1]]
    parted = [_hyphenated(one[-1]) and _hyphenated(other[0]) for one, other in pairwise(pieces)]
    return [piece + "-" * hyphen for piece, hyphen in zip(pieces, [*parted, False], strict=True)]


def _hyphenated(char: str) -> bool:
    """Tell whether a letter belongs to a script that marks a broken word."""
    return char.isalpha() and unicodedata.east_asian_width(char) not in "WF"


@lru_cache(maxsize=2048)
def wrap(words: str, size: float, limit: float) -> tuple[str, ...]:
    """Break words into lines no wider than a limit; nothing is left out."""
    lines: list[str] = [""]
    for word in words.split():
        for piece in _pieces(word, size, limit):
            joined = f"{lines[-1]} {piece}".strip()
            if lines[-1] and width(joined, size) > limit:
                lines.append(piece)
            else:
                lines[-1] = joined
    return tuple(lines)
