"""The workshops of an organisation: the list, a new one, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from workshops import preparing
from workshops.plan_forms import FromNothingForm, NameForm, NewWorkshopForm
from workshops.refusals import Refusal
from workshops.views import pages

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def workshops(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """List the organisation's workshops, latest first."""
    del organisation_id  # checked by the decorator
    found = request.organisation.workshops.with_kit().with_topic_count().order_by("-created_at", "pk")
    context = {"workshops": found, "may_run": pages.may_run(request)}
    return render(request, "workshops/plan/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def new(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Offer the rounds that a workshop can be about; posted, prepare one on a round."""
    form = _new_form(request)
    if not form.is_valid():
        return _new_page(request, form, FromNothingForm())
    chosen = get_object_or_404(request.organisation.assessments, pk=form.cleaned_data["assessment"])
    try:
        made = preparing.plan(assessment=chosen, title=form.cleaned_data["title"], by=request.user, at=now())
    except Refusal as refusal:
        form.refuse("assessment", str(refusal))
        return _new_page(request, form, FromNothingForm(), status=409)
    return redirect("workshops:workshop", organisation_id, made.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def new_from_nothing(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Prepare a workshop without earlier answers."""
    form = FromNothingForm(request.POST)
    if not form.is_valid():
        return _new_page(request, _new_form(request, posted=False), form)
    made = preparing.plan_from_nothing(
        organisation=request.organisation, by=request.user, at=now(), **form.cleaned_data
    )
    return redirect("workshops:workshop", organisation_id, made.pk)


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def workshop_(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Show one workshop: what it is about, its agenda, what needs no talk, its documents, its outcome."""
    del organisation_id  # checked by the decorator
    return pages.page(request, pages.own_workshop(request, workshop))


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def rename(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Give a workshop another name."""
    found = pages.own_workshop(request, workshop)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"title": found.title})
    if not form.is_valid():
        context = {"form": form, "workshop": found, "heading": _("Rename this workshop")}
        return render(request, "workshops/plan/form.html", context, status=422 if form.is_bound else 200)
    preparing.rename(workshop=found, title=form.cleaned_data["title"], by=request.user)
    return redirect("workshops:workshop", organisation_id, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def delete(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Ask whether a workshop is to be deleted; posted, delete it."""
    found = pages.own_workshop(request, workshop)
    if request.method != "POST":
        return render(request, "workshops/plan/delete.html", {"workshop": found})
    try:
        preparing.delete(workshop=found, by=request.user)
    except Refusal as refusal:
        context = {"workshop": found, "refusal": refusal}
        return render(request, "workshops/plan/delete.html", context, status=409)
    messages.success(request, _("The workshop is deleted."))
    return redirect("workshops:list", organisation_id)


def _new_form(request: OrganisationRequest, *, posted: bool = True) -> NewWorkshopForm:
    rounds = request.organisation.assessments.exclude(opened_at=None).order_by("-opened_at", "pk")
    return NewWorkshopForm(
        request.POST if posted and request.method == "POST" else None,
        rounds=rounds,
        initial={"assessment": request.GET.get("round", "")},
    )


def _new_page(
    request: OrganisationRequest, form: NewWorkshopForm, nothing: FromNothingForm, *, status: int = 0
) -> HttpResponse:
    typed = form.is_bound or nothing.is_bound
    context = {"form": form, "nothing": nothing}
    return render(request, "workshops/plan/new.html", context, status=status or (422 if typed else 200))
