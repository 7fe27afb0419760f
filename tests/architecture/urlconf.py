"""Every address of the product, read from the URLconf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern: its full name, the view and the names of its arguments."""

    name: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]


@cache
def addresses() -> tuple[Address, ...]:
    """Return every address."""
    return tuple(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, namespace: str, arguments: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        found = (*arguments, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, found)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            yield Address(f"{namespace}{entry.name}", entry.callback, found)
