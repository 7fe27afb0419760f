"""Perception gaps between groups (section 8)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy import special

from scoring import arithmetic, pillars, rounds, uncertainty
from scoring.result import Breakdown, Estimate, Gap, GapLabel
from scoring.rounds import Round
from scoring.scheme import Pillar

LARGE = 12.5
"""Half a step: the smallest gap worth a word."""
CLEAR_P = 0.05
POSSIBLE_P = 0.10
MIN_COMMON = 2

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two estimates with Welch's degrees of freedom; interval not cut."""

    gap: float
    se: float
    df: float
    low: float
    high: float
    p: float


def compare(first: Estimate, second: Estimate) -> Difference | None:
    """Return first minus second (Welch; G21), None where one of them has no interval."""
    if first.score is None or second.score is None or first.se is None or second.se is None:
        return None
    gap = first.score - second.score
    v1, v2 = first.se**2, second.se**2
    se = math.sqrt(v1 + v2)
    df = (v1 + v2) ** 2 / (v1**2 / (first.n - 1) + v2**2 / (second.n - 1))
    reach = uncertainty.half_width(df, se)
    p = 2.0 * float(special.stdtr(df, -abs(gap) / se))
    return Difference(gap, se, df, gap - reach, gap + reach, p)


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Return Holm's adjusted p-values in the order given (G22)."""
    adjusted = [0.0] * len(p)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(p)), key=lambda at: p[at])):
        highest = max(highest, min(1.0, p[at] * (len(p) - rank)))
        adjusted[at] = highest
    return tuple(adjusted)


def label(gap: float, p: float, p_adjusted: float) -> GapLabel:
    """Return the word for a gap in points (section 8, G22)."""
    large = arithmetic.at_least(abs(gap), LARGE)
    if arithmetic.below(p_adjusted, CLEAR_P):
        return "clear" if large else "small"
    return "possible" if large and arithmetic.below(p, POSSIBLE_P) else "none shown"


def common_questions(round_: Round, pillar: Pillar, pair: Pair) -> tuple[int, ...]:
    """Return the columns on which both groups may be compared, none where a rule forbids the gap."""
    questions = rounds.ids(pillar.questions)
    used = [round_.used(questions, round_.by_group[group]) for group in pair]
    common = tuple(column for column in used[0] if column in used[1])
    if len(common) < MIN_COMMON:
        return ()
    revealed = any(
        _reveals(round_, group, set(mine) - set(common)) for group, mine in zip(pair, used, strict=True)
    )
    return () if revealed and round_.mode == "confidential" else common


def _reveals(round_: Round, group: str, outside: set[int]) -> bool:
    """Say whether a group is unanimous on the one question that lies outside the common ones."""
    return len(outside) == 1 and all(round_.by_group[group].unanimous[column] for column in outside)


def read(round_: Round, breakdowns: Mapping[str, Breakdown]) -> dict[str, dict[str, Gap | None]]:
    """Return every pair of groups that may be shown, "first|second", and its gap in every pillar.

    A pillar in which section 8 forms no gap holds None.
    """
    shown = [group for group in round_.scheme.groups if group in round_.suppression.shown]
    pairs = tuple(itertools.combinations(shown, 2))
    common = {
        (pair, pillar.id): columns
        for pair in pairs
        for pillar in round_.scheme.pillars
        if breakdowns[pillar.id].compared
        and not any(breakdowns[pillar.id].groups[group].hidden for group in pair)
        and (columns := common_questions(round_, pillar, pair))
    }
    sides = {group: _side(round_, group, common) for group in shown}
    return {"|".join(pair): _of_pair(round_, pair, common, sides) for pair in pairs}


def _side(
    round_: Round, group: str, common: Mapping[tuple[Pair, str], tuple[int, ...]]
) -> dict[tuple[Pair, str], Estimate]:
    """Estimate one group's score over the common questions of each comparison it is part of."""
    by_id = {pillar.id: pillar for pillar in round_.scheme.pillars}
    composites = {
        key: pillars.composite(round_, by_id[key[1]], columns)
        for key, columns in common.items()
        if group in key[0]
    }
    return uncertainty.estimates(round_.codes_of(group), round_.by_group[group], composites)


def _of_pair(
    round_: Round,
    pair: Pair,
    common: Mapping[tuple[Pair, str], tuple[int, ...]],
    sides: Mapping[str, Mapping[tuple[Pair, str], Estimate]],
) -> dict[str, Gap | None]:
    formed = {}
    for pillar in round_.scheme.pillars:
        key = (pair, pillar.id)
        if key in common and (found := compare(sides[pair[0]][key], sides[pair[1]][key])):
            formed[pillar.id] = found
    adjusted = dict(zip(formed, holm([found.p for found in formed.values()]), strict=True))
    out: dict[str, Gap | None] = {pillar.id: None for pillar in round_.scheme.pillars}
    for id_, found in formed.items():
        key = (pair, id_)
        names = tuple(question for question, at in round_.columns.items() if at in common[key])
        out[id_] = _gap(found, adjusted[id_], names, sides[pair[0]][key], sides[pair[1]][key])
    return out


def _gap(
    found: Difference, p_adjusted: float, common: tuple[str, ...], first: Estimate, second: Estimate
) -> Gap:
    if first.score is None or second.score is None:
        message = "a gap needs two scores"
        raise ValueError(message)
    return Gap(
        gap=found.gap,
        se=found.se,
        df=found.df,
        low=found.low,
        high=found.high,
        p=found.p,
        p_adjusted=p_adjusted,
        label=label(found.gap, found.p, p_adjusted),
        common=common,
        first=first.score,
        second=second.score,
        n_first=first.n,
        n_second=second.n,
    )
