"""How sure a degree is, and which other degree to name at a border (section 6).

A flat-prior reading of the t distribution: P(at least c) = 1 - T_(n-1)((c - theta) / SE).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy import special

from scoring import arithmetic, degrees, uncertainty
from scoring.result import Certainty, Estimate
from scoring.scheme import Level

SECURE = 0.975
LIKELY = 0.75
SECURE_FROM = 5
"""Respondents below whom nothing is secure."""


@dataclass(frozen=True, slots=True)
class Support:
    """The probability behind a degree, its label and the degree beyond the nearer cut."""

    support: float | None
    certainty: Certainty | None
    nearest: str | None

    @property
    def border(self) -> str | None:
        """Return the other degree to name, only where the label is borderline."""
        return self.nearest if self.certainty == "borderline" else None


NONE = Support(None, None, None)
SINGLE_VIEW = Support(None, "single view", None)


def at_least(estimate: Estimate, cut: float | None) -> float:
    """Return P(at least cut); 1 where there is no cut. The estimate must have an interval."""
    if cut is None:
        return 1.0
    if estimate.score is None or estimate.se is None:
        message = "an estimate without interval supports nothing"
        raise ValueError(message)
    return float(special.stdtr(estimate.n - 1, (estimate.score - cut) / estimate.se))


def by_degree(levels: Sequence[Level], estimate: Estimate) -> dict[str, float]:
    """Return the support of every degree, summing to 1 (section 6, G17)."""
    cuts = [at_least(estimate, degrees.lower_cut(levels, at)) for at in range(len(levels))]
    following = [*cuts[1:], 0.0]
    return {level.id: here - above for level, here, above in zip(levels, cuts, following, strict=True)}


def certainty(support: float, n: int, *, pulse: bool = False) -> Certainty:
    """Label a support 0-1 behind which n people stand (section 6)."""
    if n < uncertainty.MIN_PEOPLE:
        return "single view"
    if arithmetic.at_least(support, SECURE) and n >= SECURE_FROM and not pulse:
        return "secure"
    return "likely" if arithmetic.at_least(support, LIKELY) else "borderline"


def of_degree(
    levels: Sequence[Level], estimate: Estimate, degree: str, *, capped: bool, pulse: bool = False
) -> Support:
    """Return the support of one reported degree (section 6, G17, G53)."""
    return of_lowest(levels, (estimate,), degree, capped=capped, pulse=pulse)


def of_lowest(
    levels: Sequence[Level],
    estimates: Sequence[Estimate],
    degree: str,
    *,
    capped: bool,
    pulse: bool = False,
) -> Support:
    """Return the support of a degree as the lowest of several, the headline rule (section 6, G18, G53).

    `capped`: one of those whose degree this is was taken down to it, so only its lower cut counts.
    With one estimate this is the rule for a pillar.
    """
    n = min(estimate.n for estimate in estimates)
    if any(estimate.se is None for estimate in estimates):
        return SINGLE_VIEW
    at = degrees.index_of(levels, degree)
    upper = degrees.upper_cut(levels, at)
    p_lo = min(at_least(estimate, degrees.lower_cut(levels, at)) for estimate in estimates)
    p_hi = 1.0 if capped or upper is None else max(1.0 - at_least(e, upper) for e in estimates)
    support = max(0.0, p_lo + p_hi - 1.0)
    below = at == len(levels) - 1 or arithmetic.below(p_lo, p_hi)
    return Support(support, certainty(support, n, pulse=pulse), levels[at - 1 if below else at + 1].id)


def degrees_within(levels: Sequence[Level], estimate: Estimate, degree: str) -> tuple[str, ...]:
    """Return the further degrees that the interval contains (section 6)."""
    if estimate.low is None or estimate.high is None:
        return ()
    lowest, highest = (degrees.degree_of(levels, border) for border in (estimate.low, estimate.high))
    span = levels[degrees.index_of(levels, lowest) : degrees.index_of(levels, highest) + 1]
    return tuple(_others(span, degree))


def _others(levels: Iterable[Level], degree: str) -> Iterable[str]:
    return (level.id for level in levels if level.id != degree)
