"""The rounds of an organisation: the list, a new one, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import roles
from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import comparing, lengths, overviews, setup, teams
from assessments.access import own_round
from assessments.refusals import AlreadyOpen
from assessments.round_forms import NewRoundForm, TitleForm
from frameworks import kits

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def rounds(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """List the organisation's rounds, latest first, with the way to each result."""
    del organisation_id  # checked by the decorator
    context = {"rounds": overviews.rounds(request.organisation), "may_run": may_run(request)}
    return render(request, "assessments/rounds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def new_round(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Begin to plan a round."""
    version, lenses = kits.current()
    form = NewRoundForm(
        request.POST if request.method == "POST" else None,
        kit=kits.load(version.checksum, lenses),
        versions=kits.published(),
    )
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
    context = {
        "round": found,
        "counts": overviews.counts(found),
        "nothing_shown": overviews.shows_nothing(found),
        "asked": lengths.of_groups(found),
        "plan": overviews.plan_rows(found),
        "asks_customers": overviews.asks_customers(found),
        "schedule": overviews.schedule_words(found),
        "ruled_out": overviews.ruled_out(found),
        "newest_wait": comparing.answers_wait(found),
        "overdue": found.draft and found.opens_at is not None and found.opens_at <= now(),
        "of_one": teams.is_of_one(found),
        "may_run": may_run(request),
    }
    return render(request, "assessments/rounds/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def rename(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Give a round another name."""
    found = own_round(request, assessment)
    form = TitleForm(request.POST if request.method == "POST" else None, initial={"title": found.title})
    if not form.is_valid():
        context = {"form": form, "round": found, "heading": _("Rename this round")}
        status = 422 if form.is_bound else 200
        return render(request, "assessments/rounds/plan.html", context, status=status)
    setup.rename(assessment=found, by=request.user, title=form.cleaned_data["title"])
    return redirect("assessments:round", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def clone(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Plan the next round as this one was."""
    source = own_round(request, assessment)
    draft = setup.clone(source=source, by=request.user, at=now())
    messages.success(request, _("A new round was planned as the one before, with the same people."))
    if source.closed and source.confidential:
        messages.info(
            request,
            _(
                "What the list said about groups and break-downs was deleted when that round closed. Import your "
                "list again, or people choose for themselves before they answer."
            ),
        )
    return redirect("assessments:round", organisation_id, draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def delete(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Ask whether a draft is to be deleted; posted, delete it."""
    found = own_round(request, assessment)
    if request.method != "POST" and found.draft:
        return render(request, "assessments/rounds/delete.html", {"round": found})
    try:
        setup.delete_draft(assessment=found, by=request.user)
    except AlreadyOpen as refusal:
        context = {"round": found, "refusal": refusal}
        return render(request, "assessments/rounds/refused.html", context, status=409)
    return redirect("assessments:rounds", organisation_id)


def may_run(request: OrganisationRequest) -> bool:
    """Say whether the member may change rounds and not only look."""
    return roles.grants(request.membership.role, Permission.RUN_ASSESSMENTS)
