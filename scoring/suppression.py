"""Which groups may be shown, and which publications go together (section 9, rules 1, 2, 5, 6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from scoring.result import Mode, Suppression


@dataclass(frozen=True, slots=True)
class Violation:
    """A published set inside another that differs from it by too few people."""

    inner: str
    outer: str
    people: int


@dataclass(frozen=True, slots=True)
class Republication:
    """People who are new, changed an answer or withdrew, and whether they are enough."""

    people: int
    republish: bool


def suppress(counts: Mapping[str, int], *, mode: Mode = "confidential", k: int = 5) -> Suppression:
    """Decide which groups of a round may be shown; ids in alphabetical order (G23).

    `counts`: people per group. In an open round every group with people is shown.
    """
    present = {group: n for group, n in sorted(counts.items()) if n > 0}
    empty = tuple(group for group, n in sorted(counts.items()) if n == 0)
    if mode == "open":
        return Suppression(bool(present), tuple(present), (), (), empty, 0)
    primary = tuple(group for group, n in present.items() if n < k)
    total_shown = sum(present.values()) >= k
    hidden = complete(present, primary, people=k, groups=1)
    complementary = tuple(sorted(hidden.difference(primary)))
    shown = tuple(group for group in present if group not in hidden)
    residual = sum(present[group] for group in hidden)
    return Suppression(total_shown, shown, primary, complementary, empty, residual)


def complete(
    counts: Mapping[str, int], hidden: Collection[str], *, people: int, groups: int
) -> frozenset[str]:
    """Hide the smallest other group (ties by id) while too few people or groups are hidden.

    Nothing is added while nothing is hidden (section 9, rules 2 and 3).
    """
    out = set(hidden)
    others = sorted(set(counts) - out, key=lambda group: (counts[group], group))
    while out and others and (len(out) < groups or sum(counts[group] for group in out) < people):
        out.add(others.pop(0))
    return frozenset(out)


def nested_violations(published: Mapping[str, AbstractSet[object]], *, k: int = 5) -> tuple[Violation, ...]:
    """Find published sets of people nested with a difference of 1 to k - 1 people (rule 5, G24)."""
    return tuple(
        Violation(inner, outer, len(all_of - some))
        for inner, some in published.items()
        for outer, all_of in published.items()
        if some < all_of and len(all_of - some) < k
    )


def may_republish(before: Mapping[str, object], after: Mapping[str, object], *, k: int = 5) -> Republication:
    """Say whether a reopened round may publish again (rule 6, G50).

    `before`, `after`: each person's answers, compared as they are.
    """
    everybody = before.keys() | after.keys()
    same = {person for person in before.keys() & after.keys() if before[person] == after[person]}
    people = len(everybody - same)
    return Republication(people, people >= k)
