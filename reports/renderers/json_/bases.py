"""The small values that the schema is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Score = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]
Checksum = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Why = Annotated[str | None, Field(description="why the value is null; null where there is one")]


class Shape(BaseModel):
    """An object with these fields, all of them always there; a later version may add others."""

    model_config = ConfigDict(frozen=True, strict=True)


class Value(Shape):
    """One score, or why it is not known or not shown."""

    value: Score | None
    why: Why


class Figure(Shape):
    """A score with its interval and the people behind it."""

    value: Score | None
    low: Score | None
    high: Score | None
    people: Count | None
    why: Why


class Interval(Shape):
    """A score with its interval; a score may be known where its interval is not."""

    value: Score | None
    low: Score | None
    high: Score | None
    why: Why


class Degree(Shape):
    """A degree of the framework; `place` is counted from 1."""

    id: str
    name: str
    place: Annotated[int, Field(ge=1)]
    of: Annotated[int, Field(ge=1)]
