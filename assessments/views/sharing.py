"""Links that a whole group shares, for those who run a round."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import inviting, links, progress
from assessments.access import own_round
from assessments.people_forms import CapForm, LinkForm
from assessments.refusals import Refusal
from frameworks import kits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse, QueryDict

    from assessments.models import Assessment, GroupLink


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def shared(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """List the shared links; posted, make another."""
    round_ = own_round(request, assessment)
    form = _new_link(round_, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, round_, form, status=422 if form.is_bound else 200)
    try:
        inviting.share_link(assessment=round_, by=request.user, at=now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, round_, form, status=409)
    return redirect("assessments:shared-links", organisation_id, round_.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def end(request: OrganisationRequest, organisation_id: UUID, assessment: UUID, link: UUID) -> HttpResponse:
    """Let nobody in by a link any more."""
    round_ = own_round(request, assessment)
    try:
        inviting.end_link(link=_link(round_, link), by=request.user, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:shared-links", organisation_id, round_.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def cap(request: OrganisationRequest, organisation_id: UUID, assessment: UUID, link: UUID) -> HttpResponse:
    """Change how many people a link lets in."""
    round_ = own_round(request, assessment)
    form, found = CapForm(request.POST), _link(round_, link)
    if not form.is_valid():
        return _page(request, round_, _new_link(round_), wrong={found.pk: form}, status=422)
    try:
        inviting.change_cap(link=found, by=request.user, cap=form.cleaned_data["cap"])
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:shared-links", organisation_id, round_.pk)


def _link(round_: Assessment, pk: UUID) -> GroupLink:
    found = round_.group_links.current().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _new_link(round_: Assessment, post: QueryDict | None = None) -> LinkForm:
    return LinkForm(post, kit=kits.load(round_.framework.checksum, round_.lens_checksums))


def _page(
    request: OrganisationRequest,
    round_: Assessment,
    form: LinkForm,
    *,
    wrong: Mapping[UUID, CapForm] | None = None,
    status: int,
) -> HttpResponse:
    """Show every link; `wrong` holds what was typed in vain beside one of them."""
    names = progress.group_names(round_)
    rows = [
        {
            "link": link,
            "address": links.group_address(link),
            "group": names.get(link.group, ""),
            "form": (wrong or {}).get(link.pk) or CapForm(initial={"cap": link.cap}),
        }
        for link in progress.shared_links(round_)
    ]
    context = {"round": round_, "form": form, "rows": rows, "wrong": bool(wrong)}
    return render(request, "assessments/people/links.html", context, status=status)
