"""How far answers lie apart: average deviation, split and a_wg (section 7)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scoring import arithmetic
from scoring.result import AgreementLabel

MIN_AD = 3
"""Answers from which a question has an average deviation."""
MIN_SPLIT = 5
MIN_AWG = 4
MIN_LABEL = 3
"""Questions with an average deviation from which a pillar has a label."""
STRONG = 0.50
MAX_AD = 2.0
HIGHEST, LOWEST = 5, 1
_CUTS = {3: 5 / 12, 4: 9 / 16, 5: 13 / 20, 6: 3 / 4, 7: 11 / 14}
_CUT_FROM_EIGHT = 5 / 6


@dataclass(frozen=True, slots=True)
class QuestionAgreement:
    """Agreement on one question with n scored answers; `ad` in steps of the answer scale."""

    n: int
    ad: float | None
    awg: float | None
    split: bool


@dataclass(frozen=True, slots=True)
class PillarAgreement:
    """Agreement over the used questions of a pillar; `n` is the smallest n behind an `ad`."""

    ad: float | None
    agreement: float | None
    label: AgreementLabel | None
    awg: float | None
    split: int
    n: int


def cut(n: int) -> float:
    """Return the AD up to which n people agree (Burke & Dunlap 2002; exact 5% values below eight)."""
    return _CUTS.get(n, _CUT_FROM_EIGHT)


def quantile(distribution: Sequence[int], share: float) -> float:
    """Return the position 1-5 below which a share of the answers lies, interpolated between two."""
    n = sum(distribution)
    place = share * (n - 1)
    lower, upper = (_position_at(distribution, at) for at in (math.floor(place), math.ceil(place)))
    return lower + (upper - lower) * (place - math.floor(place))


def _position_at(distribution: Sequence[int], rank: int) -> int:
    """Return the position of the answer at a rank, counted from 0 upwards."""
    seen = 0
    for position, count in enumerate(distribution, start=1):
        seen += count
        if rank < seen:
            return position
    return len(distribution)


def median(distribution: Sequence[int]) -> float | None:
    """Return the median position of counts at positions 1-5, None of no answers."""
    return quantile(distribution, 0.5) if sum(distribution) else None


def middle_half(distribution: Sequence[int]) -> tuple[float, float] | None:
    """Return the positions between which the middle half of the answers lies, None of no answers."""
    return (quantile(distribution, 0.25), quantile(distribution, 0.75)) if sum(distribution) else None


def average_deviation(distribution: Sequence[int]) -> float | None:
    """Return the mean distance from the median in steps, None below three answers (section 7)."""
    n, middle = sum(distribution), median(distribution)
    if middle is None or n < MIN_AD:
        return None
    return math.fsum(count * abs(at - middle) for at, count in enumerate(distribution, start=1)) / n


def is_split(distribution: Sequence[int]) -> bool:
    """Say whether answers form two camps with a hollow between them (section 7)."""
    n = sum(distribution)
    low, high = sum(distribution[:2]), sum(distribution[3:])
    return n >= MIN_SPLIT and 4 * low >= n and 4 * high >= n and distribution[2] < min(low, high)


def smaller_camp(distribution: Sequence[int]) -> float:
    """Return the share of answers in the smaller camp, by which questions are more or less split."""
    return arithmetic.rounded(min(sum(distribution[:2]), sum(distribution[3:])) / sum(distribution))


def awg(distribution: Sequence[int]) -> float | None:
    """Return a_wg of counts at positions 1-5 (Brown & Hauenstein 2005), None where it is undefined."""
    n = sum(distribution)
    if n < MIN_AWG:
        return None
    if max(distribution) == n:
        return 1.0
    mean = sum(count * at for at, count in enumerate(distribution, start=1)) / n
    least, most = (LOWEST * (n - 1) + HIGHEST) / n, (HIGHEST * (n - 1) + LOWEST) / n
    if arithmetic.below(mean, least) or arithmetic.below(most, mean):
        return None
    squares = math.fsum(count * (at - mean) ** 2 for at, count in enumerate(distribution, start=1))
    worst = ((HIGHEST + LOWEST) * mean - mean * mean - HIGHEST * LOWEST) * n / (n - 1)
    return 1.0 - 2.0 * (squares / (n - 1)) / worst


def of_question(distribution: Sequence[int]) -> QuestionAgreement:
    """Read the agreement on one question from counts at positions 1-5 (G19, G20)."""
    return QuestionAgreement(
        sum(distribution), average_deviation(distribution), awg(distribution), is_split(distribution)
    )


def of_pillar(questions: Sequence[QuestionAgreement]) -> PillarAgreement:
    """Read the agreement of a pillar from that of its used questions (section 7, G19, G20, G44)."""
    rated = [(question, question.ad) for question in questions if question.ad is not None]
    ad = arithmetic.mean(deviation for _, deviation in rated)
    n = min((question.n for question, _ in rated), default=0)
    split = sum(question.split for question, _ in rated)
    return PillarAgreement(
        ad=ad,
        agreement=None if ad is None else 1.0 - ad / MAX_AD,
        label=None if ad is None or len(rated) < MIN_LABEL else _label(ad, split, len(rated), n),
        awg=arithmetic.mean(question.awg for question in questions if question.awg is not None),
        split=split,
        n=n,
    )


def _label(ad: float, split: int, questions: int, n: int) -> AgreementLabel:
    if 2 * split >= questions:
        return "split"
    if not arithmetic.at_least(min(STRONG, cut(n)), ad):
        return "moderate" if arithmetic.at_least(cut(n), ad) else "weak"
    return "strong"
