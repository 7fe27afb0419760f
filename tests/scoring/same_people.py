"""The own scores of the people who answered twice, as sums over people's answers (section 11)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

import scoring
from scoring.trend_result import Change
from tests.scoring.published import Organisation, Row

Links = Sequence[tuple[int, int]]
Own = list[dict[str, float] | None]
"""For every linked person what each answer counts for in a score, None without the score."""


def links(rng: np.random.Generator, before: Organisation, after: Organisation) -> list[tuple[int, int]]:
    """Say who answered twice: most of the smaller round, some, or nobody; some answer as they did."""
    most = min(len(before.groups), len(after.groups))
    many = max(0, int(rng.choice((most, most - 1, most - 6, int(rng.integers(0, most + 1))))))
    rows = (rng.permutation(len(of.groups))[:many].tolist() for of in (before, after))
    found = list(zip(*rows, strict=True))
    for first, second in found if rng.random() < rng.choice((0.2, 0.8)) else ():
        after.groups[second] = before.groups[first]
        after.codes[second] = before.codes[first]
    return found


def rows(pair: Sequence[Organisation], linked: Links, trend: scoring.Trend) -> tuple[list[Row], list[Row]]:
    """Return what a comparison shows of the linked people, for each of the two rounds."""
    shown = _shown(trend)
    sides = [_scores(of, [link[at] for link in linked], trend) for at, of in enumerate(pair)]
    made = ([], [])  # type: tuple[list[Row], list[Row]]
    for key in shown:
        own = [side[key] for side in sides]
        there = [at for at in range(len(linked)) if own[0][at] is not None and own[1][at] is not None]
        for at, of in enumerate(pair):
            made[at].append(_mean(of, [(linked[who][at], own[at][who]) for who in there]))
    return made


def _shown(trend: scoring.Trend) -> list[str]:
    kinds: Iterable[Mapping[str, Change]] = (
        trend.questions,
        trend.pillars,
        trend.sections,
        {"index": trend.index},
    )
    return [key for kind in kinds for key, change in kind.items() if change.before is not None]


def _mean(of: Organisation, people: Sequence[tuple[int, dict[str, float] | None]]) -> Row:
    row = np.zeros(of.codes.shape)
    for person, weights in people:
        for question, weight in (weights or {}).items():
            row[person, of.names.index(question)] += weight / len(people)
    return row


def _scores(of: Organisation, people: Sequence[int], trend: scoring.Trend) -> dict[str, Own]:
    """Return everybody's own scores by key: questions, pillars, sections, index."""
    codes = of.codes[people]
    found: dict[str, Own] = {id_: [_plain(row, of, [id_], 1) for row in codes] for id_ in trend.common}
    for pillar in of.made.pillars:
        if trend.pillars[pillar.id].withheld != "not determined":
            names = [question.id for question in pillar.questions if question.id in trend.common]
            found[pillar.id] = [_plain(row, of, names, 2) for row in codes]
    for section in of.made.sections:
        members = of.made.pillars_of(section.id)
        parts = [found[pillar.id] for pillar in members if pillar.id in found]
        found[section.id] = _of_parts(parts, math.ceil(2 * len(members) / 3), len(people))
    whole = [found[section.id] for section in of.made.sections]
    return {**found, "index": _of_parts(whole, len(whole), len(people))}


def _plain(
    row: NDArray[np.int8], of: Organisation, names: Sequence[str], half: int
) -> dict[str, float] | None:
    """Return the mean of what a person scored, where it is half of what the person was asked."""
    said = {name: int(row[of.names.index(name)]) for name in names}
    scored = [name for name, code in said.items() if 1 <= code <= 5]
    enough = half * len(scored) >= sum(code != 0 for code in said.values())
    return dict.fromkeys(scored, 1 / len(scored)) if scored and enough else None


def _of_parts(parts: Sequence[Own], needed: int, people: int) -> Own:
    out: Own = []
    for at in range(people):
        known = [own for part in parts if (own := part[at]) is not None]
        total: dict[str, float] = {}
        for own in known:
            for name, weight in own.items():
                total[name] = total.get(name, 0.0) + weight / len(known)
        out.append(total if known and len(known) >= needed else None)
    return out
