"""Outcomes of workshops to write reports about, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reports import builder
from reports.document import Report, WorkshopPart
from scoring import Result
from tests.reports import rounds
from workshops import figures
from workshops.outcomes import Agreed, Outcome, Parked, ToDo, Voted, Votes

ON = date(2026, 4, 14)
CHECKSUM = "fedcba9876543210" * 4
BARE = Outcome(
    workshop="0" * 32,
    title="",
    on=ON,
    from_nothing=False,
    minutes=85,
    present=7,
    names=("Ada", "Grace"),
    pillars={},
    agreed=(),
    parked=(),
    unsettled=(),
    not_reached=(),
    votes=(),
    actions=(),
    notes=(),
    checksum=CHECKSUM,
)
Decided = Mapping[str, tuple[int, int]]


def outcome(result: Result, decided: Decided, *, alike: tuple[str, ...] = (), **more: Any) -> Outcome:
    """Return what a room agreed that decided so: question -> position and evidence."""
    return replace(
        BARE,
        pillars=figures.profiles(result, decided),
        agreed=tuple(_agreed(result, id_, *choice, alike=id_ in alike) for id_, choice in decided.items()),
        **more,
    )


def _agreed(result: Result, id_: str, position: int, evidence: int, *, alike: bool) -> Agreed:
    held = figures.question(result, id_, position, evidence)
    return Agreed(
        question=id_,
        pillar=rounds.core().pillar_of(id_).id,
        position=position,
        degree=rounds.core().position(position).level,
        reason="We looked at cases",
        evidence=evidence,
        seen_alike=alike,
        measured=held.individual,
        shift=held.shift,
        flags=held.flags,
    )


def full(result: Result) -> Outcome:
    """Return an outcome that has something of everything."""
    ids = [id_ for id_, question in result.questions.items() if question.n]
    votes = Votes(7, (1, 2, 3, 1, 0), 3.0, 0)
    return outcome(
        result,
        {id_: (1 + place % 5, place % 4) for place, id_ in enumerate(ids[:9])},
        alike=tuple(ids[8:9]),
        parked=(
            Parked(ids[9], "We need the figures"),
            Parked(ids[10], "Seen differently", "It depends on the depot", "It is settled"),
        ),
        unsettled=(ids[11],),
        not_reached=tuple(ids[12:14]),
        votes=(
            Voted(ids[0], 2, replace(votes, distribution=None, n=None), votes),
            Voted(ids[1], 1, votes, votes),
        ),
        actions=(
            ToDo("Ask ten customers", "Ada", date(2026, 5, 4), "Ten notes on one page", ids[0]),
            ToDo("Name an owner", "", None, "", ""),
        ),
        notes=("Lease of the second depot",),
    )


def report(result: Result, of: Outcome) -> Report:
    """Return the report of a round with this workshop."""
    return builder.build(rounds.core(), result, replace(rounds.CONTEXT, workshop=of))


def part(result: Result, of: Outcome) -> WorkshopPart:
    """Return the part of its report on the workshop."""
    found = report(result, of).workshop
    assert found is not None
    return found
