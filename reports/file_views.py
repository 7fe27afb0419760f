"""The report of an assessment as files."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.throttle import TooMany
from assessments import capabilities
from assessments.access import ResultRequest, result_reader
from reports import downloads, making, sending
from reports.renderers.pool import RenderingRefused

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from reports.formats import Format


@result_reader  # type: ignore[arg-type]  # a FileResponse is a response too, though no HttpResponse
@require_GET
def file(request: ResultRequest, of: Format) -> HttpResponseBase:
    """Send the report as one kind of file, made now or before."""
    if of not in making.READY:
        raise Http404
    try:
        download = downloads.file_of(request.assessment, of, visitor=_visitor(request), at=timezone.now())
    except TooMany as refusal:
        return _later(request, HTTPStatus.TOO_MANY_REQUESTS, refusal.retry_after_seconds)
    except RenderingRefused as refusal:
        return _later(request, HTTPStatus.SERVICE_UNAVAILABLE, refusal.retry_after_seconds)
    return sending.send(request, download)


def _visitor(request: ResultRequest) -> str:
    """Name whoever asks: the browser by the first response it holds, else the member, else everybody."""
    held = capabilities.held(request)
    if held:
        return f"response {held[0]}"
    return f"user {request.user.pk}" if request.user.is_authenticated else f"sample {request.assessment.pk}"


def _later(request: ResultRequest, status: HTTPStatus, seconds: int) -> HttpResponseBase:
    """Say in words that it cannot be now, and when."""
    context = {
        "assessment": request.assessment,
        "minutes": max(1, round(seconds / 60)),
        "busy": status == HTTPStatus.SERVICE_UNAVAILABLE,
    }
    page = render(request, "reports/pdf_later.html", context, status=status)
    page.headers["Retry-After"] = str(seconds)
    page.headers["Cache-Control"] = "no-store"
    return page
