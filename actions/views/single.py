"""One action: write it anew, move it on the board, take it off the plan; and one of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from actions import changing, overviews
from actions.forms import ActionForm, SeenForm
from actions.models import Action
from actions.refusals import ChangedMeanwhile, Refusal
from actions.views import lists
from assessments.access import own_round

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def action_(request: OrganisationRequest, organisation_id: UUID, action: UUID) -> HttpResponse:
    """Show an action with everything that is known of it."""
    del organisation_id  # checked by the decorator
    found = own_action(request, action)
    reviews = found.reviews.select_related("assessment").order_by("at", "pk")
    context = {
        "line": overviews.line(found, lists.today(request)),
        "reviews": reviews,
        "may_run": lists.may_run(request),
    }
    return render(request, "actions/action.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def change(request: OrganisationRequest, organisation_id: UUID, action: UUID) -> HttpResponse:
    """Show an action's form; posted, write it anew, unless somebody else did so meanwhile."""
    found = own_action(request, action)
    form = ActionForm(request.POST if request.method == "POST" else None, action=found)
    if not form.is_valid():
        return _page(request, form, found, status=422 if form.is_bound else 200)
    try:
        changing.change(
            action=found,
            words=form.words(),
            status=form.cleaned_data["status"],
            version=form.seen(),
            by=request.user,
            at=now(),
        )
    except ChangedMeanwhile as refusal:
        form.looked_at(refusal.action.version)
        return _page(request, form, refusal.action, refusal=refusal, status=409)
    messages.success(request, _("Saved."))
    return redirect("actions:action", organisation_id, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def add(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show an empty form; posted, put something of one's own on the plan of a round."""
    round_ = own_round(request, assessment)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, None, round_=round_, status=422 if form.is_bound else 200)
    try:
        changing.add(assessment=round_, words=form.words(), by=request.user, at=now())
    except Refusal as refusal:
        return _page(request, form, None, round_=round_, refusal=refusal, status=409)
    messages.success(request, _("The action is on the plan."))
    return redirect("actions:choose", organisation_id, round_.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def settle(request: OrganisationRequest, organisation_id: UUID, action: UUID, status: str) -> HttpResponse:
    """Move an action to another column of the board."""
    found = own_action(request, action)
    before, version = found.status, SeenForm(request.POST).seen()
    try:
        changing.settle(action=found, status=status, version=version, by=request.user, at=now())
    except Refusal as refusal:
        return render(request, "actions/refused.html", {"action": found, "refusal": refusal}, status=409)
    board = reverse("actions:board", args=[organisation_id])
    return redirect(f"{board}?{urlencode({'moved': found.pk, 'before': before})}")


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove(request: OrganisationRequest, organisation_id: UUID, action: UUID) -> HttpResponse:
    """Ask whether an action is to be taken off the plan; posted, remove it."""
    found = own_action(request, action)
    if request.method != "POST":
        return render(request, "actions/remove.html", {"action": found})
    changing.remove(action=found, by=request.user)
    messages.success(request, _("The action is off the plan."))
    return redirect("actions:list", organisation_id)


def own_action(request: OrganisationRequest, action: UUID) -> Action:
    """Return an action of the member's organisation; any other does not exist."""
    found = request.organisation.actions.with_round().filter(pk=action).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: OrganisationRequest,
    form: ActionForm,
    action: Action | None,
    *,
    round_: object = None,
    refusal: Refusal | None = None,
    status: int,
) -> HttpResponse:
    context = {"form": form, "action": action, "round": round_, "refusal": refusal}
    return render(request, "actions/form.html", context, status=status)
