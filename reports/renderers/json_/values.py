"""Values as the schema has them."""

from __future__ import annotations

from collections.abc import Iterable

from reports.document import Degree, Figure, Sentence
from reports.renderers.json_ import bases

UNKNOWN = "–"  # where not even the report says why


def texts(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Return sentences as plain texts."""
    return tuple(one.plain for one in sentences)


def degree(value: Degree | None) -> bases.Degree | None:
    """Return a degree."""
    if value is None:
        return None
    return bases.Degree(id=value.id, name=value.name, place=value.place, of=value.of)


def figure(value: Figure | None, why: str) -> bases.Figure:
    """Return a score with its interval, or why there is none."""
    if value is None:
        return bases.Figure(value=None, low=None, high=None, people=None, why=why)
    return bases.Figure(value=value.score, low=value.low, high=value.high, people=value.n, why=None)


def value(score: int | None, why: str) -> bases.Value:
    """Return a score, or why there is none."""
    return bases.Value(value=score, why=reason(score, why))


def reason(score: int | None, why: str) -> str | None:
    """Return why there is no score, None where there is one."""
    return (why or UNKNOWN) if score is None else None
