"""Gather what the pages of shared reports show: the owner's list, and the report as its readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.urls import reverse

from assessments import letterheads, results
from reports import written
from reports.models import Share

if TYPE_CHECKING:
    from assessments.letterheads import Logo
    from assessments.models import Assessment
    from reports.document import Report

State = Literal["current", "resting", "ended", "revoked"]


@dataclass(frozen=True, slots=True)
class Row:
    """One link as its owner sees it; `resting` while the round is open again."""

    share: Share
    state: State
    until: date
    address: str  # empty where it leads nowhere any more


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a round: those that lead to its report, or will again, and those that do not."""

    working: tuple[Row, ...]
    ended: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose report it is, with the colour and the logo of its documents."""

    name: str
    colour: str
    logo: Logo | None
    logo_address: str  # empty without one


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A report as its readers see it: what its PDF shows."""

    share: Share
    mark: Mark
    report: Report
    body: str
    until: date


def links(assessment: Assessment, at: datetime) -> Links:
    """Return the links of a round in one query, the newest first."""
    rows = [_row(assessment, share, at) for share in assessment.shares.order_by("-created_at", "pk")]
    return Links(
        working=tuple(row for row in rows if row.address), ended=tuple(row for row in rows if not row.address)
    )


def shared(share: Share) -> SharedPage:
    """Return the page of a shared report, without what people wrote beside their answers."""
    assessment = share.assessment
    page = written.page(assessment, results.current(assessment), comments=False)
    return SharedPage(share, _mark(share), page.report, page.body, _until(assessment, share))


def _mark(share: Share) -> Mark:
    head = letterheads.of(share.assessment)
    address = reverse("reports:shared-logo", args=[share.pk]) if head.logo else ""
    return Mark(head.name, head.colour, head.logo, address)


def _row(assessment: Assessment, share: Share, at: datetime) -> Row:
    state = _state(assessment, share, at)
    path = reverse("reports:follow-share", args=[share.token])
    address = f"{settings.BASE_URL}{path}" if state in {"current", "resting"} else ""
    return Row(share, state, _until(assessment, share), address)


def _state(assessment: Assessment, share: Share, at: datetime) -> State:
    if share.revoked_at:
        return "revoked"
    if share.expires_at <= at:
        return "ended"
    return "current" if assessment.closed else "resting"


def _until(assessment: Assessment, share: Share) -> date:
    return assessment.organisation.day_of(share.expires_at)
