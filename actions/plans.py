"""The plan that belongs to one round, as one text with a checksum: what documents print of it.

Addresses are no part of it: they serve reminders only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Planned:
    """One action of the round; `source` is the framework's id where it comes from there."""

    id: str
    origin: str
    source: str
    pillar: str
    step: str
    title: str
    do: str
    done_when: str
    owner: str
    due_on: date | None
    status: str
    impact: int
    effort: int
    note: str

    @property
    def open(self) -> bool:
        """Say whether it is still to be done."""
        return self.status in {"planned", "begun"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One action of the rounds before; `verdict` is empty where nobody has looked yet."""

    title: str
    owner: str
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The actions of a round, the most worthwhile first, and what became of those of the rounds before."""

    on: date  # the day on which it stood so
    actions: tuple[Planned, ...]
    reviewed: tuple[Reviewed, ...]
    checksum: str = field(default="", compare=False)


def read(document: str) -> Plan:
    """Return a plan from its text, with its checksum."""
    return replace(_read(document), checksum=_checksum(document))


def kept(document: str) -> Plan | None:
    """Return a plan that was kept with a document, None where there was none."""
    return read(document) if document else None


def canonical(plan: Plan) -> str:
    """Return a plan's one JSON text, in the order of its fields."""
    return _adapter().dump_json(plan, exclude={"checksum"}).decode()


def _checksum(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


@lru_cache(maxsize=16)
def _read(document: str) -> Plan:
    return _adapter().validate_json(document)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)
