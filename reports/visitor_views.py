"""A shared report, for people without an account."""

from __future__ import annotations

import math
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts import visitors
from accounts.access import public
from accounts.throttle import TooMany
from reports import access, capabilities, downloads, formats, sending, share_pages, shares
from reports.access import SharedRequest, shared_report
from reports.share_forms import PassphraseForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from reports.models import Share


@public
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange a link for the cookie and a clean address, after its passphrase if it has one; counts nothing."""
    share = shares.find(token, now())
    if share is None:
        return access.gone(request)
    if not share.passphrase or capabilities.held(request, share.pk):
        return _enter(request, share)
    form = PassphraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return _ask(request, form, status=status)
    return _tried(request, share, form)


@shared_report
@require_safe
def report(request: SharedRequest) -> HttpResponse:
    """Show the report; its first page in a browser is counted."""
    page = render(request, "reports/shared/report.html", {"page": share_pages.shared(request.share)})
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    if request.method == "GET" and not request.held.counted and not ahead:
        shares.count_view(share=request.share)
        capabilities.counted(request, page, request.held, at=now())
    return page


@shared_report
@require_safe
def logo(request: SharedRequest) -> HttpResponse:
    """Return the logo on the report."""
    return sending.logo_of(request.assessment)


@shared_report  # type: ignore[arg-type]  # a FileResponse is a response too, though no HttpResponse
@require_GET
def pdf(request: SharedRequest) -> HttpResponseBase:
    """Send the report as a PDF, made now or before."""
    share = request.share
    ask = partial(downloads.file_of, request.assessment, formats.PDF, visitor=f"share {share.pk}", at=now())
    return sending.give(request, ask, back=reverse("reports:shared-report", args=[share.pk]))


def _tried(request: HttpRequest, share: Share, form: PassphraseForm) -> HttpResponse:
    """Let in by the right passphrase; whoever tries many wrong ones has to wait."""
    tried, visitor = form.cleaned_data["passphrase"], visitors.address(request)
    try:
        right = shares.opens(share=share, passphrase=tried, visitor=visitor, at=now())
    except TooMany as refusal:
        form.add_error("passphrase", _wait(math.ceil(refusal.retry_after_seconds / 60)))
        page = _ask(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
        page.headers["Retry-After"] = str(refusal.retry_after_seconds)
        return page
    if right:
        return _enter(request, share)
    form.add_error("passphrase", _("This is not the passphrase of this link."))
    return _ask(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _wait(minutes: int) -> str:
    words = ngettext(
        "Those were many wrong ones. Please try again in about %(minutes)s minute.",
        "Those were many wrong ones. Please try again in about %(minutes)s minutes.",
        minutes,
    )
    return words % {"minutes": minutes}


def _enter(request: HttpRequest, share: Share) -> HttpResponse:
    page = redirect("reports:shared-report", share.pk)
    capabilities.grant(request, page, share, at=now())
    return access.guard(page)


def _ask(request: HttpRequest, form: PassphraseForm, *, status: HTTPStatus) -> HttpResponse:
    return access.guard(render(request, "reports/shared/ask.html", {"form": form}, status=status))
