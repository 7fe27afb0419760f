"""Sentences with places to fill.

The language is small on purpose: `{name}` prints a value, `{name:text}` prints the text (exactly as
it stands after the colon) only where the value is there and not empty, and `**` begins or ends what
is printed strongly. Choices between words are made by the caller, who names the variant. A place
without a value is a fault and never printed; what a value contains is never read as a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.document import Part, Sentence

Value = str | int | Part | tuple[Part, ...] | None

_TOKEN = re.compile(r"\*\*|\{(?P<name>[a-z][a-z_0-9]*)(?P<end>[}:])|\{|\}")


class NarrativeFault(Exception):
    """A sentence cannot be said: its template is malformed or a value is missing."""


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    strong: bool


@dataclass(frozen=True, slots=True)
class _Optional:
    name: str
    body: tuple[_Node, ...]


_Node = _Words | _Place | _Optional


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence with places, parsed once; `key` is its id with the variant after a dot."""

    key: str
    nodes: tuple[_Node, ...]

    def fill(self, values: Mapping[str, Value], *, begins: bool = True) -> Sentence:
        """Return the sentence with every place filled; `begins` is False for part of another one."""
        parts = _merged(_filled(self.nodes, values, self.key))
        return Sentence(id=self.key.partition(".")[0], parts=_begun(parts) if begins else parts)

    @property
    def places(self) -> frozenset[str]:
        return frozenset(_places(self.nodes))


def parse(key: str, text: str) -> Template:
    """Read a template; raise `NarrativeFault` where braces or stars do not match."""
    reader = _Reader(key, text)
    nodes = reader.read(inside=False)
    if reader.strong:
        raise NarrativeFault(f"{key}: a strong part is not ended")
    return Template(key, nodes)


class _Reader:
    """Reads one template from left to right."""

    def __init__(self, key: str, text: str) -> None:
        self.key, self.text, self.at, self.strong = key, text, 0, False

    def read(self, *, inside: bool) -> tuple[_Node, ...]:
        nodes: list[_Node] = []
        while token := _TOKEN.search(self.text, self.at):
            self._take_words(nodes, token.start())
            self.at = token.end()
            if token[0] == "}" and inside:
                return tuple(nodes)
            self._take(nodes, token)
        if inside:
            raise NarrativeFault(f"{self.key}: a brace is not closed")
        self._take_words(nodes, len(self.text))
        return tuple(nodes)

    def _take_words(self, nodes: list[_Node], end: int) -> None:
        if end > self.at:
            nodes.append(_Words(self.text[self.at : end], self.strong))

    def _take(self, nodes: list[_Node], token: re.Match[str]) -> None:
        if token[0] == "**":
            self.strong = not self.strong
        elif token["name"] is None:
            raise NarrativeFault(f"{self.key}: unexpected {token[0]} at {token.start()}")
        elif token["end"] == "}":
            nodes.append(_Place(token["name"], self.strong))
        else:
            nodes.append(_Optional(token["name"], self.read(inside=True)))


def _filled(nodes: tuple[_Node, ...], values: Mapping[str, Value], key: str) -> Iterator[Part]:
    for node in nodes:
        if isinstance(node, _Words):
            yield Part(node.text, strong=node.strong)
        elif isinstance(node, _Place):
            yield from _printed(node, values, key)
        elif not _absent(_value(node.name, values, key)):
            yield from _filled(node.body, values, key)


def _value(name: str, values: Mapping[str, Value], key: str) -> Value:
    if name not in values:
        raise NarrativeFault(f"{key}: nothing given for {{{name}}}")
    return values[name]


def _absent(value: Value) -> bool:
    return not value.text if isinstance(value, Part) else value is None or value is False or value in ("", ())


def _printed(place: _Place, values: Mapping[str, Value], key: str) -> Iterator[Part]:
    value = _value(place.name, values, key)
    if value is None or _absent(value):
        raise NarrativeFault(f"{key}: {{{place.name}}} is empty")
    parts = value if isinstance(value, tuple) else (value,)
    for part in parts:
        whole = part if isinstance(part, Part) else Part(str(part))
        yield Part(whole.text, strong=True, source=whole.source) if place.strong else whole


def _places(nodes: tuple[_Node, ...]) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, _Words):
            yield node.name
        if isinstance(node, _Optional):
            yield from _places(node.body)


def _merged(parts: Iterator[Part]) -> tuple[Part, ...]:
    merged: list[Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last and (last.strong, last.source) == (part.strong, part.source):
            merged[-1] = Part(last.text + part.text, last.strong, last.source)
        else:
            merged.append(part)
    return tuple(merged)


def _begun(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Begin with a capital where the first words are our own."""
    if not parts or parts[0].source != "ours":
        return parts
    first = parts[0]
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *parts[1:])
