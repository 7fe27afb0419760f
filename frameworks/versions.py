"""Versions of three numbers, and ranges of them such as ">=1.0.0,<2.0.0"."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

COMPARISON = re.compile(r"(>=|<=|==|<|>)(.+)")
OPERATORS: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


def key(version: str) -> tuple[int, ...]:
    """Return a version as numbers, so that versions sort."""
    return tuple(int(part) for part in version.split("."))


def satisfies(version: str, required: str) -> bool:
    """Tell whether a version lies in a range."""
    return all(_holds(version, condition) for condition in required.split(","))


def _holds(version: str, condition: str) -> bool:
    match = COMPARISON.fullmatch(condition)
    if match is None:
        raise ValueError(f"{condition!r} is not a comparison of versions")
    return OPERATORS[match[1]](key(version), key(match[2]))
