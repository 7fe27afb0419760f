"""A round beside the rounds before it: what has changed, and the series of all of them.

Computed once together with the round's own result. The rounds before have closed, so nothing of it
changes afterwards.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pydantic import TypeAdapter

import scoring
from assessments import canonical, rows
from assessments.models import Assessment, StoredResult
from frameworks import kits, versions
from frameworks.kits import Kit
from scoring.result import Mode, Scope
from scoring.withholding import Grouping

logger = logging.getLogger(__name__)

MOST = 12  # rounds in a series
SERIES_FROM = 3


@dataclass(frozen=True, slots=True)
class Occasion:
    """One of the rounds compared, as a reader tells it from the others."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """What has changed since the round before, and the series from three rounds on; earliest first.

    `shown_before`: the groups that the round before shows.
    """

    occasions: tuple[Occasion, ...]
    shown_before: tuple[str, ...]
    trend: scoring.Trend
    series: scoring.Series | None


@dataclass(frozen=True, slots=True, eq=False)
class _Taken:
    """A round with all that a comparison needs of it."""

    assessment: Assessment
    scheme: scoring.Scheme
    replies: scoring.Replies
    result: scoring.Result
    told: tuple[tuple[Comparison, int], ...]  # every comparison so far, and at which place it stands there

    @property
    def occasion(self) -> Occasion:
        ended_at = self.assessment.closed_at or self.assessment.began_at
        return Occasion(self.assessment.title, self.assessment.organisation.day_of(ended_at))

    @property
    def moment(self) -> scoring.Moment:
        days = float(self.occasion.on.toordinal())
        scope: Scope = "pulse" if self.assessment.scope == Assessment.Scope.PULSE else "full"
        return scoring.Moment(self.scheme, self.replies, at=days, scope=scope)


def compute(
    assessment: Assessment, kit: Kit, replies: scoring.Replies, result: scoring.Result
) -> Comparison | None:
    """Compare a round with those before it, None where there is none that can be compared.

    A round is closed with its result also where comparing is impossible.
    """
    before = list(_rounds_before(assessment))
    if not before:
        return None
    try:
        taken = [_take(one) for one in reversed(before)]
        return _compared([*taken, _Taken(assessment, *_asked(assessment, kit.scheme, replies), result, ())])
    except (scoring.ScoringError, StoredResult.DoesNotExist, LookupError):
        logger.exception("A round could not be compared with those before it.")
        return None


def _compared(taken: Sequence[_Taken]) -> Comparison:
    trend = _trend(taken[-2], taken[-1])
    return Comparison(
        occasions=tuple(one.occasion for one in taken),
        shown_before=taken[-2].result.suppression.shown,
        trend=trend,
        series=_series(taken, trend) if len(taken) >= SERIES_FROM else None,
    )


def comparable(earlier: Assessment, later: Assessment) -> bool:
    """Say whether one round can stand before another: closed, of the same framework and major version."""
    return (
        earlier.closed_at is not None
        and earlier.pk != later.pk
        and earlier.organisation_id == later.organisation_id
        and earlier.framework.slug == later.framework.slug
        and versions.key(earlier.framework.version)[0] == versions.key(later.framework.version)[0]
        and not answers_wait(earlier)
    )


def answers_wait(assessment: Assessment) -> bool:
    """Say whether a round that closed again kept its earlier result, since too few people were new.

    Compared with another round, all its answers together would tell what those few people said.
    """
    if not (assessment.closed and assessment.confidential and assessment.reopened_at):
        return False
    kept = StoredResult.objects.filter(assessment=assessment, computed_at__lt=assessment.reopened_at)
    return kept.exists()


def _rounds_before(assessment: Assessment) -> Iterator[Assessment]:
    """Yield the chain of rounds, latest first; a chain that comes back to itself ends there."""
    seen, later = {assessment.pk}, assessment
    while later.earlier_id is not None and later.earlier_id not in seen and len(seen) < MOST:
        earlier = Assessment.objects.with_kit().get(pk=later.earlier_id)
        if not comparable(earlier, later):
            return
        yield earlier
        seen.add(earlier.pk)
        later = earlier


def _take(assessment: Assessment) -> _Taken:
    """Load a closed round, and what every comparison with it has told."""
    scheme = kits.load(assessment.framework.checksum, assessment.lens_checksums).scheme
    stored = StoredResult.objects.get(assessment=assessment)
    later = StoredResult.objects.filter(assessment__earlier=assessment).values_list("further", flat=True)
    return _Taken(
        assessment,
        *_asked(assessment, scheme, rows.replies(assessment, scheme)),
        canonical.read(stored.document),
        (*_comparison_in(stored.further, -1), *(one for text in later for one in _comparison_in(text, -2))),
    )


def _asked(
    assessment: Assessment, scheme: scoring.Scheme, replies: scoring.Replies
) -> tuple[scoring.Scheme, scoring.Replies]:
    """Return scheme and replies without the questions that the round ruled out."""
    version, lenses = assessment.framework.checksum, assessment.lens_checksums
    asked = kits.load(version, lenses, without=assessment.not_asked).scheme
    return asked, rows.of_questions(replies, scheme, asked)


def _comparison_in(further: str, place: int) -> Iterator[tuple[Comparison, int]]:
    """Yield the comparison in what was stored beside a result, if there is one, with a place in it."""
    found = json.loads(further).get("comparison")
    if found:
        yield _comparisons().validate_json(json.dumps(found)), place


def _beside(one: _Taken, *more: scoring.Trend) -> list[Grouping]:
    """Return what a round shows besides its scores, in its own result and in every comparison."""
    told: list[Grouping] = [row for trend in more for row in scoring.told(one.scheme, trend)]
    for comparison, place in one.told:
        told.extend(scoring.told(one.scheme, comparison.trend))
        if comparison.series is not None:
            told.extend(scoring.told(one.scheme, comparison.series, place))
    return [*scoring.beside(one.scheme, one.result), *told]


def _trend(before: _Taken, after: _Taken) -> scoring.Trend:
    return scoring.trend(
        after.scheme,
        before.replies,
        after.replies,
        mode=_mode([before, after]),
        k=_k([before, after]),
        scope=after.moment.scope,
        before_scheme=before.scheme,
        before_scope=before.moment.scope,
        headlines=(before.result.headline.headline, after.result.headline.headline),
        links=None if _linked_already(before) else _links(before.assessment, after.assessment),
        beside=(_beside(before), _beside(after)),
        audit=True,
    )


def _series(taken: Sequence[_Taken], trend: scoring.Trend) -> scoring.Series:
    last = taken[-1].scheme
    moments = [_in_terms_of(last, one) for one in taken]
    beside = [*(_beside(one) for one in taken[:-2]), *(_beside(one, trend) for one in taken[-2:])]
    return scoring.series(moments, mode=_mode(taken), k=_k(taken), beside=beside)


def _in_terms_of(last: scoring.Scheme, one: _Taken) -> scoring.Moment:
    known = {question.id for question in last.questions}
    return replace(one.moment, common=[q.id for q in one.scheme.questions if q.id in known])


def _mode(taken: Sequence[_Taken]) -> Mode:
    return "confidential" if any(one.assessment.confidential for one in taken) else "open"


def _k(taken: Sequence[_Taken]) -> int:
    return max(one.assessment.k for one in taken)


def _links(before: Assessment, after: Assessment) -> list[tuple[int, int]] | None:
    """Return who is in both rounds, by row; None unless both were declared to be linked, and may be."""
    if not all(one.linked and _may_be_linked(one) for one in (before, after)):
        return None
    earlier = {key: row for row, key in enumerate(_keys(before)) if key}
    return [(earlier[key], row) for row, key in enumerate(_keys(after)) if key in earlier]


def _linked_already(one: _Taken) -> bool:
    """Say whether a confidential round has been compared by the same people: two sets of them would tell more."""
    return one.assessment.confidential and any(found.trend.n_linked is not None for found, _ in one.told)


def _may_be_linked(one: Assessment) -> bool:
    """Say whether nothing is published of a round that the same people cannot be tested against.

    Once a confidential round has closed nobody is known to stand anywhere in its break-downs, nor whether
    they answered before it was reopened.
    """
    return not one.confidential or not (one.breakdowns or one.reopened_at)


def _keys(assessment: Assessment) -> list[str]:
    return list(assessment.responses.sent().order_by("pk").values_list("trend_key", flat=True))


@lru_cache(maxsize=1)
def _comparisons() -> TypeAdapter[Comparison]:
    return TypeAdapter(Comparison)
