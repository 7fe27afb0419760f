"""Texts of a report, each knowing whose words it is.

A sentence is made of parts, because a test takes the texts of the framework and the texts that
people typed in out of a report before it looks for claims that must never be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints
from unicodedata import bidirectional

Source = Literal["ours", "framework", "typed"]

# A plain `str` field holds words of the report itself; these two say otherwise.
FrameworkText = Annotated[str, "framework"]
TypedText = Annotated[str, "typed"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence in one voice."""

    text: str
    strong: bool = False
    source: Source = "ours"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence in one weight, as a template prints it."""

    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One finished statement; `id` names the template it was made from.

    Templates loop over `spans` and put no space between them; `plain` is the whole as it was written.
    """

    id: str
    parts: tuple[Part, ...]

    @property
    def plain(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def spans(self) -> tuple[Span, ...]:
        merged: list[Span] = []
        for part in self.parts:
            text = self._beside_others(part)
            if merged and merged[-1].strong == part.strong:
                merged[-1] = Span(merged[-1].text + text, part.strong)
            else:
                merged.append(Span(text, part.strong))
        return tuple(merged)

    @property
    def lead(self) -> str:
        """Return the strong beginning, or all of a sentence that has none."""
        first = self.spans[0]
        return first.text if first.strong else str(self)

    @property
    def rest(self) -> str:
        """Return what follows the strong beginning."""
        first, *others = self.spans
        return "".join(span.text for span in others).strip() if first.strong else ""

    def __str__(self) -> str:
        return "".join(map(self._beside_others, self.parts))

    def _beside_others(self, part: Part) -> str:
        """Return the text of a part; what was typed from right to left turns nothing that stands beside it.

        A number that follows such a name would else be read with its thousands in the wrong order.
        """
        if len(self.parts) == 1 or part.source != "typed":
            return part.text
        turned = any(bidirectional(letter) in {"R", "AL"} for letter in part.text)
        return f"\N{FIRST STRONG ISOLATE}{part.text}\N{POP DIRECTIONAL ISOLATE}" if turned else part.text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is about, and its cells."""

    name: FrameworkText
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypedRow(Row):
    """One line about something that people typed in."""

    name: TypedText
    cells: tuple[TypedText, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table behind a chart, every cell already written; `corner` heads the column of names."""

    caption: str
    corner: str
    columns: tuple[FrameworkText, ...]
    rows: tuple[Row, ...]


def text_of(value: object, source: Source = "ours") -> Iterator[tuple[Source, str]]:
    """Yield every text of a report, or of any part of one, with its source."""
    if isinstance(value, Sentence):
        yield from ((part.source, part.text) for part in value.parts)
    elif isinstance(value, str):
        yield source, value
    elif isinstance(value, tuple):
        for item in value:
            yield from text_of(item, source)
    elif is_dataclass(value) and not isinstance(value, type):
        sources = _sources(type(value))
        for field in fields(value):
            yield from text_of(getattr(value, field.name), sources[field.name])


def sentences_of(value: object) -> Iterator[Sentence]:
    """Yield every sentence of a report, or of any part of one, in reading order."""
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from sentences_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from sentences_of(getattr(value, field.name))


@cache
def _sources(kind: type[object]) -> dict[str, Source]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: _source(hint) for name, hint in hints.items()}


def _source(hint: Any) -> Source:
    if get_origin(hint) is Annotated:
        source: Source = get_args(hint)[1]
        return source
    found = {_source(argument) for argument in get_args(hint)} - {"ours"}
    return found.pop() if found else "ours"
