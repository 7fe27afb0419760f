"""The answers read in other groupings: views, balances and steps (section 15.1, 15.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring import arithmetic, degrees
from scoring.composites import Composite
from scoring.result import BalanceResult, Estimate, LensResult, ViewResult
from scoring.rounds import Round
from scoring.scheme import Mapping, View

DEFAULT_MIN_STEP_QUESTIONS = 2


def composite(round_: Round, view: View, min_share: float) -> Composite | None:
    """Return a view's plain mean of question means, None unless the share of them has one."""
    used = round_.used(view.questions)
    if not used or not arithmetic.at_least(len(used), min_share * len(view.questions)):
        return None
    return Composite.plain(used)


def composites(round_: Round) -> dict[tuple[str, str], Composite]:
    """Return the composite of every determined view by (lens, view)."""
    return {
        (lens.id, view.id): made
        for lens in round_.scheme.mappings
        for view in lens.views
        if (made := composite(round_, view, lens.min_share_answered))
    }


def groupings(round_: Round) -> Iterator[tuple[str, ...]]:
    """Yield the questions of every grouping across pillars that has a score, in the order of release."""
    for lens in round_.scheme.mappings:
        determined = (view for view in lens.views if composite(round_, view, lens.min_share_answered))
        yield from (view.questions for view in determined)
    for step, score in steps(round_).items():
        if score is not None:
            yield tuple(question.id for question in round_.scheme.questions if question.step == step)
    for lens in round_.scheme.mappings:
        for at, balance in enumerate(lens.balances):
            if _balance(round_, lens, at).difference is not None:
                yield balance.first.questions
                yield balance.second.questions


def result(round_: Round, lens: Mapping, estimates: dict[tuple[str, str], Estimate]) -> LensResult:
    """Return one mapping lens from the estimates of its determined views (section 15.1)."""
    return LensResult(
        views={view.id: _view(round_, estimates.get((lens.id, view.id))) for view in lens.views},
        balances={balance.id: _balance(round_, lens, at) for at, balance in enumerate(lens.balances)},
    )


def _view(round_: Round, estimate: Estimate | None) -> ViewResult:
    if estimate is None or estimate.score is None:
        return ViewResult(None, None, None, None, None, 0)
    degree = degrees.degree_of(round_.scheme.levels, estimate.score)
    return ViewResult(estimate.score, degree, estimate.se, estimate.low, estimate.high, estimate.n)


def _balance(round_: Round, lens: Mapping, at: int) -> BalanceResult:
    balance = lens.balances[at]
    first, second = (_set_score(round_, lens, view) for view in (balance.first, balance.second))
    if first is None or second is None:
        return BalanceResult(first, second, None, named=False)
    named = arithmetic.at_least(abs(first - second), balance.threshold)
    return BalanceResult(first, second, first - second, named)


def _set_score(round_: Round, lens: Mapping, view: View) -> float | None:
    made = composite(round_, view, lens.min_share_answered)
    return made.value(round_.everybody.means) if made else None


def steps(round_: Round) -> dict[str, float | None]:
    """Return each step's mean of the question means tagged with it, None with too few (section 15.3)."""
    diagnosis = round_.scheme.diagnosis
    least = diagnosis.min_questions_per_step if diagnosis else DEFAULT_MIN_STEP_QUESTIONS
    return {step: _step(round_, step, least) for step in round_.scheme.steps}


def _step(round_: Round, step: str, least: int) -> float | None:
    tagged: Iterable[str] = (question.id for question in round_.scheme.questions if question.step == step)
    used = round_.used(tagged)
    return Composite.plain(used).value(round_.everybody.means) if len(used) >= least else None
