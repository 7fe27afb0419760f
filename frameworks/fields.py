"""The kinds of value that framework files are made of, each with its limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

TEXT_LIMIT = 2_000
SLUG_LIMIT = 60
OWN_FAULT = "own"  # type of an error whose message is already a sentence of ours
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})


class Document(BaseModel):
    """A table of a framework file: strict, without unknown keys, never changed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def is_unsafe(character: str) -> bool:
    """Tell whether a character may not stand in a text that people read."""
    if character == "\n":
        return False
    return character in BIDI_CONTROLS or unicodedata.category(character) in REFUSED_CATEGORIES


def _clean(text: str) -> str:
    for place, character in enumerate(text, start=1):
        if is_unsafe(character):
            found = f"has the invisible character U+{ord(character):04X} as its character {place}"
            raise _fault(f"{found}; expected plain text without control or direction characters")
    if not text.strip():
        raise _fault("is blank; expected a text")
    return text


def _pattern(pattern: str, expected: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if len(value) > SLUG_LIMIT or not compiled.fullmatch(value):
            raise _fault(f"is {quoted(value)}; expected {expected}")
        return value

    return check


def _fault(sentence: str) -> PydanticCustomError:
    return PydanticCustomError(OWN_FAULT, "{sentence}", {"sentence": sentence})


def quoted(value: str) -> str:
    """Return a value as it may stand in a message: short, in quotes, nothing invisible."""
    short = value if len(value) <= SLUG_LIMIT else value[:SLUG_LIMIT] + "…"
    return '"' + "".join(f"\\u{ord(c):04x}" if c == "\n" or is_unsafe(c) else c for c in short) + '"'


SLUG_EXPECTED = f"lower-case letters, digits and single hyphens, at most {SLUG_LIMIT} characters"

Text = Annotated[str, Field(max_length=TEXT_LIMIT), AfterValidator(_clean)]
Slug = Annotated[str, AfterValidator(_pattern(r"[a-z0-9]+(-[a-z0-9]+)*", SLUG_EXPECTED))]
Version = Annotated[
    str,
    AfterValidator(
        _pattern(r"(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}", 'a version of three numbers such as "1.0.0"')
    ),
]
VersionRange = Annotated[
    str,
    AfterValidator(
        _pattern(
            r"(>=|<=|==|<|>)\d{1,6}(\.\d{1,6}){2}(,(>=|<=|==|<|>)\d{1,6}(\.\d{1,6}){2})*",
            'a range of versions such as ">=1.0.0,<2.0.0"',
        )
    ),
]
Language = Annotated[
    str,
    AfterValidator(
        _pattern(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", 'a language tag such as "en" or "pt-BR"')
    ),
]
Score = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Weight = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=10_000)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=50)]
Slugs = Annotated[tuple[Slug, ...], Field(min_length=1, max_length=300)]
ByLevel = Annotated[Mapping[Slug, Text], AfterValidator(MappingProxyType), PlainSerializer(dict)]
