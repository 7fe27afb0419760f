"""The papers of a workshop, for those who run it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from accounts.throttle import TooMany
from reports import sending, workshop_papers
from reports.renderers.pool import RenderingRefused
from workshops.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponseBase

    from reports.downloads import Download
    from workshops.models import Workshop
    from workshops.querysets import WorkshopQuerySet


class Giver(Protocol):
    """What makes one paper of a workshop, or refuses."""

    def __call__(self, of: Workshop, *, visitor: str, at: datetime) -> Download: ...


@require_GET
@organisation_access(Permission.RUN_ASSESSMENTS)  # type: ignore[arg-type]  # a file is a response too
def kit(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponseBase:
    """Send the facilitator's kit."""
    del organisation_id  # checked by the decorator
    return _paper(request, workshop, workshop_papers.kit_of)


@require_GET
@organisation_access(Permission.RUN_ASSESSMENTS)  # type: ignore[arg-type]  # a file is a response too
def sheet(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponseBase:
    """Send the sheet for those who vote on paper."""
    del organisation_id  # checked by the decorator
    return _paper(request, workshop, workshop_papers.sheet_of)


@require_GET
@organisation_access(Permission.RUN_ASSESSMENTS)  # type: ignore[arg-type]  # a file is a response too
def poster(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponseBase:
    """Send the poster at the door."""
    del organisation_id  # checked by the decorator
    return _paper(request, workshop, workshop_papers.poster_of)


@require_GET
@organisation_access(Permission.VIEW_RESULTS)  # type: ignore[arg-type]  # a file is a response too
def minutes(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponseBase:
    """Send the minutes of a workshop that has ended; before there are none."""
    del organisation_id  # checked by the decorator
    ended = request.organisation.workshops.with_kit().ended().exclude(stored_outcome=None)
    return _paper(request, workshop, workshop_papers.minutes_of, among=ended.select_related("stored_outcome"))


def _paper(
    request: OrganisationRequest, key: UUID, give: Giver, *, among: WorkshopQuerySet | None = None
) -> HttpResponseBase:
    planned = request.organisation.workshops.with_kit() if among is None else among
    workshop = get_object_or_404(planned, pk=key)
    try:
        download = give(workshop, visitor=f"user {request.user.pk}", at=timezone.now())
    except Refusal as refusal:
        return _not_now(request, workshop, HTTPStatus.CONFLICT, refusal=refusal)
    except TooMany as late:
        return _not_now(request, workshop, HTTPStatus.TOO_MANY_REQUESTS, late.retry_after_seconds)
    except RenderingRefused as late:
        return _not_now(request, workshop, HTTPStatus.SERVICE_UNAVAILABLE, late.retry_after_seconds)
    return sending.send(request, download)


def _not_now(
    request: OrganisationRequest,
    workshop: Workshop,
    status: HTTPStatus,
    seconds: int = 0,
    *,
    refusal: Refusal | None = None,
) -> HttpResponseBase:
    """Say in words why there is no paper, and when to come back where that helps."""
    context = {
        "workshop": workshop,
        "refusal": refusal,
        "minutes": max(1, round(seconds / 60)),
        "busy": status == HTTPStatus.SERVICE_UNAVAILABLE,
    }
    page = render(request, "reports/paper_later.html", context, status=status)
    if seconds:
        page.headers["Retry-After"] = str(seconds)
    page.headers["Cache-Control"] = "no-store"
    return page
