"""A whole report in the look that an owner tries."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import branding
from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from accounts.throttle import TooMany
from reports import branded
from reports.renderers.pool import RenderingRefused

if TYPE_CHECKING:
    from assessments.models import Assessment


@never_cache
@require_safe
@organisation_access(Permission.CHANGE_SETTINGS)
def report(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Show the report of the round that closed last as it would look."""
    del organisation_id  # checked by the decorator
    closed = branded.latest(request.organisation)
    if closed is None:
        raise Http404
    try:
        content = _made(request, closed)
    except TooMany as refusal:
        return _later(request, HTTPStatus.TOO_MANY_REQUESTS, refusal.retry_after_seconds)
    except RenderingRefused as refusal:
        return _later(request, HTTPStatus.SERVICE_UNAVAILABLE, refusal.retry_after_seconds)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="preview.pdf"'},
    )


def _made(request: OrganisationRequest, assessment: Assessment) -> bytes:
    shown = branding.read(request.organisation).shown
    return branded.pdf_of(assessment, shown, visitor=f"user {request.user.pk}", at=now())


def _later(request: OrganisationRequest, status: HTTPStatus, seconds: int) -> HttpResponse:
    """Say in words that it cannot be now, and when."""
    page = {
        "busy": status == HTTPStatus.SERVICE_UNAVAILABLE,
        "minutes": max(1, round(seconds / 60)),
        "back": reverse("organisations:branding", args=[request.organisation.pk]),
    }
    answer = render(request, "reports/file_later.html", page, status=status)
    answer.headers["Retry-After"] = str(seconds)
    return answer
