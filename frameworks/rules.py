"""Rules that many parts of a file share: unique ids, running orders, references, level keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from frameworks.faults import Fault
from frameworks.fields import quoted


class Ordered(Protocol):
    """An entry that says its own place in the list."""

    @property
    def order(self) -> int: ...


def unique(values: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield a fault for every (path, value) whose value stood before."""
    first: dict[str, str] = {}
    for path, value in values:
        if value in first:
            message = f"is {quoted(value)}, already used at {first[value]}; expected a value of its own"
            yield Fault(path, message)
        first.setdefault(value, path)


def running(path: str, entries: Sequence[Ordered]) -> Iterator[Fault]:
    """Yield a fault for every entry whose order is not its place in the list."""
    for place, entry in enumerate(entries, start=1):
        if entry.order != place:
            message = f"is {entry.order}; expected {place}, entries stand in their order from 1"
            yield Fault(f"{path}[{place}].order", message)


def known(path: str, value: str, expected: Collection[str], kind: str) -> Iterator[Fault]:
    """Yield a fault if a value names nothing among those expected."""
    if value not in expected:
        yield Fault(path, f"is {quoted(value)}; expected {kind}: {listed(expected)}")


def all_known(path: str, values: Sequence[str], expected: Collection[str], kind: str) -> Iterator[Fault]:
    """Yield a fault for every entry of a list that names nothing, or is named twice."""
    places = [(f"{path}[{place}]", value) for place, value in enumerate(values, start=1)]
    yield from unique(places)
    for place, value in places:
        yield from known(place, value, expected, kind)


def for_levels(path: str, texts: Mapping[str, str], levels: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault unless there is a text for exactly the levels."""
    if set(texts) != set(levels):
        yield Fault(path, f"has {listed(texts)}; expected exactly {listed(levels)}")


def listed(values: Collection[str], limit: int = 12) -> str:
    """Return values in a row, the first few only."""
    names = [quoted(value) for value in values]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more if names else "nothing"


def number(value: float) -> str:
    """Return a number without needless zeros."""
    return f"{value:.12g}"
