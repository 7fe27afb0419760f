"""Texts as a workbook can hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LIMIT = 32_767  # characters in a cell
SHEET_NAME = 31
PER_CHARACTER = 1.05  # letters in the width of a digit, words that move to the next line counted
HEADING = 250  # characters in the heading of a table column
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def clean(text: str, limit: int = LIMIT) -> str:
    """Return a text without what XML cannot hold, shortened to what fits."""
    kept = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept if len(kept) <= limit else f"{kept[: limit - 1]}…"


def one_line(text: str, limit: int) -> str:
    """Return a text for a place with one line, without signs that turn the reading direction."""
    kept = "".join(sign for sign in clean(text) if unicodedata.category(sign) != "Cf")
    line = " ".join(kept.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def paper(text: str, limit: int) -> str:
    """Return a text for the head or foot of a page, where an ampersand begins a command."""
    return one_line(text, limit).replace("&", "&&")


def sheet_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names that a workbook takes, no two alike."""
    found: list[str] = []
    for name in names:
        base = _NOT_IN_NAMES.sub(" ", one_line(name, SHEET_NAME)).strip("' ") or "Sheet"
        found.append(_unlike(base, found, SHEET_NAME))
    return tuple(found)


def headings(names: Iterable[str]) -> tuple[str, ...]:
    """Return headings of table columns, no two alike."""
    found: list[str] = []
    for name in names:
        found.append(_unlike(one_line(name, HEADING) or " ", found, HEADING))
    return tuple(found)


def _unlike(base: str, taken: Iterable[str], limit: int) -> str:
    used, name, number = {one.casefold() for one in taken}, base, 1
    while name.casefold() in used:
        number += 1
        ending = f" ({number})"
        name = base[: limit - len(ending)] + ending
    return name


def lines(text: str, width: float) -> int:
    """Return about how many lines a text takes in a cell of this many characters."""
    return sum(max(1, -(-_length(line) // max(1, int(width * PER_CHARACTER)))) for line in text.split("\n"))


def _length(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
