"""Titles: as large as their place allows, with a number where a slide goes on, and never cut unsaid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.document import Part, Sentence
from reports.renderers.pptx import geometry, metrics, texts
from reports.renderers.pptx.geometry import Box

_MORE: Final = "…"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is drawn; `whole` is False where the end of it stands in the notes alone."""

    text: Sentence
    size: int
    whole: bool = True


def fitted(sentence: Sentence, number: str, *, cover: bool) -> Title:
    """Return a title in its size, followed by its number."""
    box, sizes = _place(cover=cover)
    words = texts.clean(sentence.plain)
    for size in sizes:
        if _fits(words + number, size, box):
            return Title(Sentence(sentence.id, (*sentence.parts, *_number(number))), size)
    kept = _beginning(words, number, sizes[-1], box)
    part = Part(kept + _MORE, source=sentence.parts[0].source)
    return Title(Sentence(sentence.id, (part, *_number(number))), sizes[-1], whole=False)


def _place(*, cover: bool) -> tuple[Box, tuple[int, ...]]:
    if cover:
        return geometry.COVER_TITLE, geometry.COVER_SIZES
    return geometry.TITLE, geometry.TITLE_SIZES


def _number(number: str) -> tuple[Part, ...]:
    return (Part(number),) if number else ()


def _fits(words: str, size: int, box: Box) -> bool:
    lines = metrics.lines(words, size, box.width - 2 * geometry.INSET, bold=True)
    return lines * size * geometry.LEADING <= box.height - 2 * geometry.INSET


def _beginning(words: str, number: str, size: int, box: Box) -> str:
    """Return as much of a title as fits, found by halving."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(words[:middle] + _MORE + number, size, box):
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip()
