"""Send a finished document, nothing where the browser has it already, or a page that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from accounts.throttle import TooMany
from assessments import letterheads
from reports.cache import BeingMade
from reports.renderers.pool import RenderingRefused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from assessments.models import Assessment
    from reports.downloads import Download

BLOCK_SIZE = 256 * 1024  # a whole report in one or two reads


def give(request: HttpRequest, ask: Callable[[], Download], *, back: str) -> HttpResponseBase:
    """Answer with the file that is asked for, or say when to come back; `back` leads to what it is about."""
    return now_or_later(request, lambda: send(request, ask()), back=back)


def now_or_later(
    request: HttpRequest, answer: Callable[[], HttpResponseBase], *, back: str
) -> HttpResponseBase:
    """Answer with what has to be made for it, or say when to come back."""
    try:
        return answer()
    except BeingMade as refusal:
        return _later(request, HTTPStatus.ACCEPTED, refusal.retry_after_seconds, back)
    except TooMany as refusal:
        return _later(request, HTTPStatus.TOO_MANY_REQUESTS, refusal.retry_after_seconds, back)
    except RenderingRefused as refusal:
        return _later(request, HTTPStatus.SERVICE_UNAVAILABLE, refusal.retry_after_seconds, back)


def send(request: HttpRequest, download: Download) -> HttpResponseBase:
    """Answer with the file, kept by the browser and asked for anew each time."""
    page = get_conditional_response(request, etag=download.etag) or _file(download)
    page.headers["ETag"] = download.etag
    page.headers["Cache-Control"] = "private, no-cache"
    return page


def logo_of(assessment: Assessment) -> HttpResponse:
    """Answer with the logo on a round's documents."""
    picture = letterheads.logo_of(assessment)
    if picture is None:
        raise Http404
    return HttpResponse(picture.png, content_type="image/png")


def _file(download: Download) -> FileResponse:
    page = FileResponse(
        download.path.open("rb"),
        as_attachment=True,
        filename=download.name,
        content_type=download.content_type,
    )
    page.block_size = BLOCK_SIZE
    return page


def _later(request: HttpRequest, status: HTTPStatus, seconds: int, back: str) -> HttpResponseBase:
    """Say in words that it cannot be now, and when; a browser asks by itself for what is being made."""
    making = status == HTTPStatus.ACCEPTED
    context = {
        "making": making,
        "busy": status == HTTPStatus.SERVICE_UNAVAILABLE,
        "minutes": max(1, round(seconds / 60)),
        "back": back,
    }
    page = render(request, "reports/file_later.html", context, status=status)
    page.headers["Retry-After"] = str(seconds)
    page.headers["Cache-Control"] = "no-store"
    if making:
        page.headers["Refresh"] = str(seconds)
    return page
