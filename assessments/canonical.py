"""The one JSON text of a computed result, and the result read from it again."""

from __future__ import annotations

from functools import cache, lru_cache

from pydantic import TypeAdapter

import scoring

NOTHING_SHOWN = '"total_shown":false'
"""What the text of a result holds if too few people have answered, and no other."""


def text(result: scoring.Result) -> str:
    """Return the result's one JSON text.

    Keys stand in the order of the fields and of the framework, which is the same each time; sorting
    them would lose the framework's order for whoever reads the text back.
    """
    return _adapter().dump_json(result).decode()


@lru_cache(maxsize=16)
def read(document: str) -> scoring.Result:
    """Return the result that was stored."""
    return _adapter().validate_json(document)


@cache
def _adapter() -> TypeAdapter[scoring.Result]:
    return TypeAdapter(scoring.Result)
