"""Text as the file format can bear it: no control characters, and each paragraph in its direction."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

FIXED: Final = "\u00a0"  # a space at which no line ends
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNWANTED: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def clean(words: str) -> str:
    """Return the text on one line, without what a reader cannot see and a file cannot hold."""
    return spaced(words, first=True, last=True)


@lru_cache(maxsize=4096)
def spaced(words: str, *, first: bool, last: bool) -> str:
    """Return the same of a stretch of text, which may begin or end with a space inside a paragraph."""
    kept = "".join(" " if _gap(char) else char for char in words if _gap(char) or _kept(char))
    single = " ".join(word for word in kept.split(" ") if word)
    before = " " if kept[:1] == " " and not first else ""
    after = " " if kept[-1:] == " " and not last and single else ""
    return f"{before}{single}{after}"


def _gap(char: str) -> bool:
    return char.isspace() and char != FIXED


def _kept(char: str) -> bool:
    return char not in _TURNING and unicodedata.category(char) not in _UNWANTED


def from_right(words: str) -> bool:
    """Tell whether most letters of a text are read from the right."""
    kinds = [unicodedata.bidirectional(char) for char in words]
    right = sum(kind in _RIGHT_TO_LEFT for kind in kinds)
    return right > kinds.count("L")
