"""Who may read a shared report: the browser in which its link was opened, while the link works."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from accounts.access import in_zone_of, marked
from assessments.models import Assessment
from reports import capabilities
from reports.models import Share

P = ParamSpec("P")


class SharedRequest(HttpRequest):
    """A request by somebody who opened a link to a report."""

    share: Share
    assessment: Assessment
    held: capabilities.Held


def shared_report(
    view: Callable[Concatenate[SharedRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in the browser in which the link was opened, unless it has ended; asked anew for every request."""

    @wraps(view)
    def guarded(request: SharedRequest, share: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = capabilities.held(request, share)
        found = Share.objects.current(now()).with_round().filter(pk=share).first() if held else None
        if held is None or found is None:
            return gone(request)
        request.share, request.assessment, request.held = found, found.assessment, held
        with in_zone_of(found.assessment.organisation):
            return guard(view(request, *args, **kwargs))

    return marked(guarded, "shared report")


def gone(request: HttpRequest) -> HttpResponse:
    """Answer a link that is wrong, unknown, ended or revoked, all alike."""
    return guard(render(request, "reports/shared/gone.html", status=HTTPStatus.NOT_FOUND))


def guard(page: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines, caches and the addresses that other sites are told."""
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    page.headers["Cache-Control"] = "no-store, private"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page
