"""Links to a report for people outside, for those who run the round."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments.access import own_round
from reports import share_pages, shares
from reports.share_forms import ShareForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from assessments.models import Assessment
    from reports.models import Share


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.SHARE_RESULTS)
def shared(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """List the links; posted, make another."""
    round_ = own_round(request, assessment)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, round_, form, status=422 if form.is_bound else 200)
    try:
        made = shares.share(assessment=round_, by=request.user, at=now(), **form.cleaned_data)
    except shares.Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, round_, form, status=409)
    messages.success(
        request, _("The link for %(name)s is made: copy it and pass it on.") % {"name": made.name}
    )
    return redirect("reports:shares", organisation_id, round_.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.SHARE_RESULTS)
def revoke(
    request: OrganisationRequest, organisation_id: UUID, assessment: UUID, share: UUID
) -> HttpResponse:
    """Ask before a link ends; posted, let it lead nowhere any more."""
    round_ = own_round(request, assessment)
    found = _own(round_, share)
    if request.method != "POST":
        return render(request, "reports/shared/revoke.html", {"round": round_, "share": found})
    shares.revoke(share=found, by=request.user, at=now())
    return redirect("reports:shares", organisation_id, round_.pk)


@require_POST
@organisation_access(Permission.SHARE_RESULTS)
def remove(
    request: OrganisationRequest, organisation_id: UUID, assessment: UUID, share: UUID
) -> HttpResponse:
    """Take a link that has ended off the list."""
    round_ = own_round(request, assessment)
    found = _own(round_, share)
    try:
        shares.remove(share=found, by=request.user, at=now())
    except shares.Refusal as refusal:
        return _page(request, round_, ShareForm(None), status=409, refusal=str(refusal))
    messages.success(request, _("The link for %(name)s is off the list.") % {"name": found.name})
    return redirect("reports:shares", organisation_id, round_.pk)


def _own(round_: Assessment, share: UUID) -> Share:
    """Return a link of the round; any other does not exist."""
    found = round_.shares.filter(pk=share).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: OrganisationRequest, round_: Assessment, form: ShareForm, *, status: int, refusal: str = ""
) -> HttpResponse:
    links = share_pages.links(round_, now())
    context = {"round": round_, "form": form, "links": links, "refusal": refusal}
    return render(request, "reports/shared/links.html", context, status=status)
