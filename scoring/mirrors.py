"""What is said, done and felt, side by side (section 15.4)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from scoring import arithmetic, tallies
from scoring.errors import UnreadablePattern

Customers = Literal["number", "indicative", "not shown"]
MIN_NUMBER = 30
MIN_INDICATIVE = 10

_CLAUSE = re.compile(
    r"(?P<first>[a-z][\w\[\]-]*)(?: - (?P<second>[a-z][\w\[\]-]*))? (?P<sign>>=|<) (?P<value>[\d.]+)"
)
_SIGNS: Mapping[str, Callable[[float, float], bool]] = {">=": operator.ge, "<": operator.lt}


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison: a figure, or one less another, against a value in points."""

    first: str
    second: str | None
    sign: str
    value: float

    def holds(self, figures: Mapping[str, float | None]) -> bool:
        """Say whether the comparison is true; never with an unknown figure."""
        first = figures.get(self.first)
        second = figures.get(self.second) if self.second else 0.0
        if first is None or second is None:
            return False
        return _SIGNS[self.sign](arithmetic.rounded(first - second), arithmetic.rounded(self.value))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named finding that holds when all of its conditions do."""

    id: str
    conditions: tuple[Condition, ...]

    @classmethod
    def parse(cls, id_: str, when: str) -> Self:
        """Read conditions like "say >= 75 and do - felt < 12.5"; raise `UnreadablePattern`.

        Names are `say`, `do`, `felt` and `do[group]`.
        """
        return cls(id_, tuple(_condition(clause, when) for clause in when.split(" and ")))


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, scores 0-100.

    `do`: over all employees; `do_by_group`: of groups that may be shown. `customers`: how many
    stand behind `felt`.
    """

    say: float | None
    do: float | None
    do_by_group: Mapping[str, float | None]
    felt: float | None
    customers: int


@dataclass(frozen=True, slots=True)
class Mirror:
    """One promise read; gaps in points, None where a side is unknown or not shown."""

    promise_gap: float | None
    delivery_gap: float | None
    top_gap: float | None
    customers: Customers
    patterns: tuple[str, ...]


def say_do(promise: Promise, patterns: Sequence[Pattern], *, top: tuple[str, str]) -> Mirror:
    """Hold one promise against what is done and felt (G39).

    `top`: the two groups whose difference is the distance at the top. With too few customers
    nothing that rests on them is given.
    """
    customers = shown_customers(promise.customers)
    felt = None if customers == "not shown" else promise.felt
    by_group = {f"do[{group}]": score for group, score in promise.do_by_group.items()}
    figures = {"say": promise.say, "do": promise.do, "felt": felt, **by_group}
    return Mirror(
        promise_gap=_less(promise.say, felt),
        delivery_gap=_less(promise.do, felt),
        top_gap=_less(*(promise.do_by_group.get(group) for group in top)),
        customers=customers,
        patterns=tuple(p.id for p in patterns if all(c.holds(figures) for c in p.conditions)),
    )


def felt_score(counts: Sequence[int]) -> float | None:
    """Return the mean score 0-100 of customers counted at positions 1-5, None of no customers."""
    return tallies.mean_of(tuple(counts))


def shown_customers(n: int) -> Customers:
    """Say how a figure behind which n customers stand may be shown."""
    if n >= MIN_NUMBER:
        return "number"
    return "indicative" if n >= MIN_INDICATIVE else "not shown"


def _less(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first - second


def _condition(clause: str, when: str) -> Condition:
    found = _CLAUSE.fullmatch(clause.strip())
    if found is None:
        raise UnreadablePattern(when)
    return Condition(found["first"], found["second"], found["sign"], float(found["value"]))
