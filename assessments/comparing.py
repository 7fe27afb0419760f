"""A round beside the rounds before it: what has changed, and the series of all of them.

Computed once together with the round's own result. The rounds before have closed, so nothing of it
changes afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import scoring
from assessments import rows
from assessments.models import Assessment, StoredResult
from frameworks import kits, versions
from frameworks.kits import Kit
from scoring.result import Mode, Scope

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


@dataclass(frozen=True, slots=True)
class _Published:
    """What a closed round has told: its headline, and the groups it shows."""

    headline: str | None
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Taken:
    """A round with all that a comparison needs of it."""

    assessment: Assessment
    kit: Kit
    replies: scoring.Replies

    @property
    def occasion(self) -> Occasion:
        ended_at = self.assessment.closed_at or self.assessment.began_at
        return Occasion(self.assessment.title, ended_at.date())

    @property
    def moment(self) -> scoring.Moment:
        days = float(self.occasion.on.toordinal())
        scope: Scope = "pulse" if self.assessment.scope == Assessment.Scope.PULSE else "full"
        return scoring.Moment(self.kit.scheme, self.replies, at=days, scope=scope)


def compute(
    assessment: Assessment, kit: Kit, replies: scoring.Replies, result: scoring.Result
) -> Comparison | None:
    """Compare a round with those before it, None where there is none that can be compared."""
    before = list(_rounds_before(assessment))
    if not before:
        return None
    taken = [_take(one) for one in reversed(before)]
    earlier = _published(before[0])
    taken.append(_Taken(assessment, kit, replies))
    return Comparison(
        occasions=tuple(one.occasion for one in taken),
        shown_before=earlier.shown,
        trend=_trend(taken[-2], taken[-1], (earlier.headline, result.headline.headline)),
        series=_series(taken) if len(taken) >= SERIES_FROM else None,
    )


def comparable(earlier: Assessment, later: Assessment) -> bool:
    """Say whether one round can stand before another: closed, of the same framework and major version."""
    return (
        earlier.closed_at is not None
        and earlier.pk != later.pk
        and earlier.organisation_id == later.organisation_id
        and earlier.framework.slug == later.framework.slug
        and versions.key(earlier.framework.version)[0] == versions.key(later.framework.version)[0]
    )


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
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    return _Taken(assessment, kit, rows.replies(assessment, kit.scheme))


def _trend(before: _Taken, after: _Taken, headlines: tuple[str | None, str | None]) -> scoring.Trend:
    return scoring.trend(
        after.kit.scheme,
        before.replies,
        after.replies,
        mode=_mode([before, after]),
        k=_k([before, after]),
        scope=after.moment.scope,
        before_scheme=before.kit.scheme,
        before_scope=before.moment.scope,
        headlines=headlines,
        links=_links(before.assessment, after.assessment),
    )


def _series(taken: Sequence[_Taken]) -> scoring.Series:
    last = taken[-1].kit.scheme
    moments = [_in_terms_of(last, one) for one in taken]
    return scoring.series(moments, mode=_mode(taken), k=_k(taken))


def _in_terms_of(last: scoring.Scheme, one: _Taken) -> scoring.Moment:
    known = {question.id for question in last.questions}
    return replace(one.moment, common=[q.id for q in one.kit.scheme.questions if q.id in known])


def _mode(taken: Sequence[_Taken]) -> Mode:
    return "confidential" if any(one.assessment.confidential for one in taken) else "open"


def _k(taken: Sequence[_Taken]) -> int:
    return max(one.assessment.k for one in taken)


def _published(assessment: Assessment) -> _Published:
    """Read of a closed round's result what a comparison repeats."""
    text = StoredResult.objects.values_list("document", flat=True).get(assessment=assessment)
    document = json.loads(text)
    return _Published(document["headline"]["headline"], tuple(document["suppression"]["shown"]))


def _links(before: Assessment, after: Assessment) -> list[tuple[int, int]] | None:
    """Return who is in both rounds, by row; None unless both were declared to be linked."""
    if not (before.linked and after.linked):
        return None
    earlier = {key: row for row, key in enumerate(_keys(before)) if key}
    return [(earlier[key], row) for row, key in enumerate(_keys(after)) if key in earlier]


def _keys(assessment: Assessment) -> list[str]:
    return list(assessment.responses.sent().order_by("pk").values_list("trend_key", flat=True))
