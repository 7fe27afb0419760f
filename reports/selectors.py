"""Gather what the result page and the Explore page show; the number of queries never grows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Organisation
from assessments import capabilities, claims, results
from frameworks import kits
from reports import plotly_styles, plots, written
from reports.charts.levels import Level
from reports.document import Report, Series

if TYPE_CHECKING:
    from assessments.models import Assessment, Response


@dataclass(frozen=True, slots=True)
class Sharing:
    """What comes next for the person who reads: links for colleagues and for coming back."""

    join: str  # empty once the round is closed
    resume: str
    own: Response | None
    can_continue: bool  # a pulse whose other questions are still open
    remaining: int
    days: int
    keep: bool  # a trial that this person began and can make their own


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One result as a page; `body` is everything that is the same for each reader."""

    assessment: Assessment
    report: Report
    body: str
    sharing: Sharing
    sample: bool
    radar: Mapping[str, Any] | None  # the figure that takes the radar's place on demand
    plotly_styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplorePage:
    """The same result as charts to look into; `series` can be switched on and off."""

    assessment: Assessment
    report: Report
    levels: tuple[Level, ...]
    figures: Mapping[str, Any]
    series: tuple[Series, ...]
    plotly_styles: tuple[str, ...]


def result_page(assessment: Assessment, own: Response | None, *, address: Callable[[str], str]) -> ResultPage:
    """Return the result page; `address` makes a path absolute."""
    page = written.page(assessment, results.current(assessment))
    return ResultPage(
        assessment=assessment,
        report=page.report,
        body=page.body,
        sharing=_sharing(assessment, own, address),
        sample=assessment.organisation.kind == Organisation.Kind.SAMPLE,
        radar=page.radar,
        plotly_styles=plotly_styles.ids(),
    )


def explore_page(assessment: Assessment) -> ExplorePage | None:
    """Return the charts to look into, None where the round has none."""
    page = written.page(assessment, results.current(assessment))
    if page.report.pillars is None:
        return None
    return ExplorePage(
        assessment=assessment,
        report=page.report,
        levels=page.levels,
        figures=plots.explore(page.report, page.levels),
        series=plots.series(page.report),
        plotly_styles=plotly_styles.ids(),
    )


def _sharing(assessment: Assessment, own: Response | None, address: Callable[[str], str]) -> Sharing:
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    join = reverse("assessments:join", args=[capabilities.join_token(assessment.pk)])
    resume = reverse("assessments:resume", args=[capabilities.resume_token(own.pk)]) if own else ""
    pulse = assessment.scope == assessment.Scope.PULSE
    asked = len(kit.asked(own.group, "full")) - len(kit.asked(own.group, "pulse")) if own else 0
    return Sharing(
        join="" if assessment.closed or assessment.confidential or not own else address(join),
        resume=address(resume) if resume else "",
        own=own,
        can_continue=bool(own and pulse and asked),
        remaining=asked,
        days=settings.TRIAL_LIFETIME.days,
        keep=bool(own and claims.begun_by(own, assessment.organisation)),
    )
