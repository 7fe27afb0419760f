"""What is wrong with a framework file, in words its author can act on.

A path counts entries from one, as people do: `pillars[3].questions[2].judged_by` is the third
`[[pillars]]`, its second question, the key `judged_by`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from frameworks.fields import OWN_FAULT, quoted

FAULT_LIMIT = 50
READABLE_BITS = 128
BARE_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")

type_words: Mapping[str, str] = {
    "string_type": "a text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a table",
    "mapping_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it stands, and what was found and expected there."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class FrameworkFaults(Exception):
    """A file is refused; it carries every fault found, at most fifty."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)[:FAULT_LIMIT]
        super().__init__("\n".join(str(fault) for fault in self.faults))


def path_of(location: Sequence[int | str]) -> str:
    """Return a location as a path in the file, entries counted from one."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part + 1}]"
        elif part != "[key]":
            key = part if BARE_KEY.fullmatch(part) else quoted(part)
            path += f".{key}" if path else key
    return path or "file"


def from_validation(error: ValidationError) -> list[Fault]:
    """Return the faults of a document that does not follow the schema."""
    details = error.errors(include_url=False)
    return [
        Fault(path_of(detail["loc"]), _sentence(detail))
        for detail in details
        if not _follows(detail, details)
    ]


def _follows(detail: ErrorDetails, details: Iterable[ErrorDetails]) -> bool:
    """Tell whether a list is called too short only because some of its entries have faults."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in details
    )


def found(value: object) -> str:
    """Return what stands at a place, short enough for a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int):
        return str(value) if value.bit_length() < READABLE_BITS else "an endless number"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, (list, tuple)):
        return "a list"
    return "a table" if isinstance(value, Mapping) else "a date or time"


def _sentence(detail: ErrorDetails) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    kind = detail["type"]
    if kind == OWN_FAULT:
        return str(context["sentence"])
    if kind in type_words:
        return f"is {found(detail['input'])}; expected {type_words[kind]}"
    phrase = PHRASES.get(kind)
    return (
        phrase(detail["input"], context) if phrase else "does not follow the format; see docs/frameworks.md"
    )


PHRASES: Mapping[str, Callable[[Any, dict[str, Any]], str]] = {
    "missing": lambda _value, _context: "is missing; expected a value, this key is required",
    "extra_forbidden": lambda _value, _context: (
        "is not a key of this table; expected only the keys of the format"
    ),
    "string_unicode": lambda _value, _context: (
        "has half of a character pair (a surrogate); expected readable text"
    ),
    "string_too_long": lambda value, context: (
        f"has {len(value):,} characters; expected at most {context['max_length']:,}"
    ),
    "too_long": lambda _value, context: (
        f"has {_length(context, 'max_length')} entries; expected at most {context['max_length']}"
    ),
    "too_short": lambda _value, context: (
        f"has {context['actual_length']} entries; expected at least {context['min_length']}"
    ),
    "literal_error": lambda value, context: (
        f"is {found(value)}; expected {context['expected'].replace(chr(39), chr(34))}"
    ),
    "greater_than": lambda value, context: f"is {found(value)}; expected more than {context['gt']:g}",
    "greater_than_equal": lambda value, context: f"is {found(value)}; expected at least {context['ge']:g}",
    "less_than_equal": lambda value, context: f"is {found(value)}; expected at most {context['le']:g}",
}


def _length(context: dict[str, Any], limit: str) -> str:
    actual = context.get("actual_length")
    return str(actual) if actual is not None else f"more than {context[limit]}"
