"""The rounds of an organisation: the list, a new one, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from accounts import roles
from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import selectors, setup
from assessments.access import own_round
from assessments.round_forms import NewRoundForm

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def rounds(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """List the organisation's rounds, latest first, with the way to each result."""
    del organisation_id  # checked by the decorator
    context = {"rounds": selectors.rounds(request.organisation), "may_run": _may_run(request)}
    return render(request, "assessments/rounds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def new_round(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Begin to plan a round."""
    form = NewRoundForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "assessments/rounds/new.html", {"form": form}, status=status)
    draft = setup.create_draft(
        organisation=request.organisation, by=request.user, at=now(), **form.cleaned_data
    )
    return redirect("assessments:round", organisation_id, draft.pk)


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def round_(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show one round: its state, what is asked, who is asked, and what can be done now."""
    del organisation_id  # checked by the decorator
    found = own_round(request, assessment)
    context = {"round": found, "may_run": _may_run(request)}
    return render(request, "assessments/rounds/round.html", context)


def _may_run(request: OrganisationRequest) -> bool:
    return roles.grants(request.membership.role, Permission.RUN_ASSESSMENTS)
