"""Who could not judge a question (section 2, "Don't know is a finding")."""

from __future__ import annotations

from scoring import arithmetic
from scoring.result import Mode, Visibility

GAP_RATE = 0.40
GAP_BASE = 5


def of_question(*, n: int, dont_know: int, base: int, mode: Mode, k: int) -> Visibility:
    """Read one question: n scored answers, don't-knows, base asked less not applicable (G40, G47)."""
    rate = dont_know / base if base else None
    gap = rate is not None and base >= GAP_BASE and arithmetic.at_least(rate, GAP_RATE)
    shown = gap and (mode == "open" or base >= k)
    return Visibility(rate, gap, shown, shown and (mode == "open" or n >= k))
