"""How large a change is, and what may be said of it (section 11)."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import special

from scoring import arithmetic, gaps, uncertainty
from scoring.result import Estimate
from scoring.trend_result import Change, Layer, Verdict, Withheld

LARGE: Mapping[Layer, float] = {"question": 25.0, "pillar": 12.5, "section": 6.25, "index": 6.25}
"""The change that matters: a step, half a step, and a quarter for sections and the index."""

BOTH = 2.0
"""An answer is rounded to a step in both rounds."""


def withheld(reason: Withheld, n_before: int = 0, n_after: int = 0) -> Change:
    """Return a change without figures, with the reason."""
    return Change(None, None, None, None, None, None, None, None, n_before, n_after, None, reason)


def verdict(layer: Layer, change: float, smallest: float) -> Verdict:
    """Return the word for a change in points; `smallest`: the smallest detectable one (G26, G27)."""
    large = arithmetic.at_least(abs(change), LARGE[layer])
    if not arithmetic.below(smallest, abs(change)):
        return "possible" if large else "none"
    if not large:
        return "small"
    return "improved" if change > 0 else "declined"


def unlinked(layer: Layer, before: Estimate, after: Estimate) -> Change:
    """Return the change between two rounds as a whole, degrees of freedom by Welch (G26)."""
    if before.score is None or after.score is None:
        return withheld("not determined", before.n, after.n)
    found = gaps.compare(after, before)
    if found is None:
        return _unsure(before.score, after.score, before.n, after.n)
    smallest = uncertainty.half_width(found.df, found.se)
    return Change(
        before=before.score,
        after=after.score,
        change=found.gap,
        se=found.se,
        df=found.df,
        smallest_detectable=smallest,
        low=found.low,
        high=found.high,
        n_before=before.n,
        n_after=after.n,
        verdict=verdict(layer, found.gap, smallest),
        withheld=None,
    )


def linked(layer: Layer, before: NDArray[np.float64], after: NDArray[np.float64], squares: float) -> Change:
    """Return the mean change of the same people, row by row (G27).

    `before`, `after`: each person's score 0-100, shape (people,). `squares`: the sum of c_q^2.
    """
    n = len(before)
    if n == 0:
        return withheld("not determined")
    means = float(before.mean()), float(after.mean())
    if n < uncertainty.MIN_PEOPLE:
        return _unsure(*means, n, n)
    moved = after - before
    change, spread = float(moved.mean()), float(moved.var(ddof=1))
    se = math.sqrt(max(spread / n, BOTH * uncertainty.STEP_VARIANCE * squares / n))
    smallest = uncertainty.half_width(n - 1, se)
    return Change(
        before=means[0],
        after=means[1],
        change=change,
        se=se,
        df=float(n - 1),
        smallest_detectable=smallest,
        low=change - smallest,
        high=change + smallest,
        n_before=n,
        n_after=n,
        verdict=verdict(layer, change, smallest),
        withheld=None,
    )


def _unsure(before: float, after: float, n_before: int, n_after: int) -> Change:
    """Return a change of which nothing can be said: fewer than three people on a side."""
    nothing = (None, None, None, None, None)
    return Change(before, after, after - before, *nothing, n_before, n_after, None, None)


def smallest_change(se: float, people: int) -> float:
    """Return the smallest detectable change, if as many people answer as surely again."""
    df = 2 * (people - 1)
    return float(special.stdtrit(df, 0.975)) * se * math.sqrt(2)
