"""The plan of a round: choose what is proposed; and look at what was decided before it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from actions import choices, choosing, proposals, reviewing
from actions.forms import ChooseForm, ReviewForm
from actions.models import Review
from actions.proposals import Ground
from actions.refusals import NoResultYet, NotProposed, PlanIsFull, Refusal
from assessments.access import own_round

if TYPE_CHECKING:
    from django.http import HttpResponse

    from assessments.models import Assessment

MOST_AT_ONCE = 60  # a form has a limit of fields; the others follow when these were looked at


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def choose(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show what is proposed for a round; posted, put what is ticked on its plan."""
    round_ = own_round(request, assessment)
    ground = proposals.ground(round_)
    if ground is None:
        return _too_early(request, round_)
    form = ChooseForm(request.POST if request.method == "POST" else None, keys=ground.proposals)
    if not form.is_valid():
        return _choices(request, ground, status=422 if form.is_bound else 200, form=form)
    ticked = form.cleaned_data["action"]
    try:
        chosen = choosing.choose(assessment=round_, keys=ticked, by=request.user, at=now())
    except (NotProposed, PlanIsFull) as refusal:
        return _choices(request, ground, ticked, status=409, refusal=refusal)
    words = ngettext("%(n)d action is new on the plan.", "%(n)d actions are new on the plan.", chosen.new)
    messages.success(request, words % {"n": chosen.new} if chosen.new else _("Nothing new was chosen."))
    return redirect("actions:list", organisation_id)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def work_out(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show where the result would stand with what is ticked; nothing is kept."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    ground = proposals.ground(round_)
    if ground is None:
        return _too_early(request, round_)
    form = ChooseForm(request.POST, keys=ground.proposals)
    if not form.is_valid():
        return _choices(request, ground, status=422, form=form)
    return _choices(request, ground, form.cleaned_data["action"], worked_out=True)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def review(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """List what is open of the rounds before; posted, keep what became of each."""
    round_ = own_round(request, assessment)
    form = _review_form(request, round_)
    if not form.is_valid():
        context = {"form": form, "round": round_, "asked": form.asked()}
        return render(request, "actions/review.html", context, status=422 if form.is_bound else 200)
    try:
        count = reviewing.review(assessment=round_, findings=form.findings(), by=request.user, at=now())
    except Refusal as refusal:
        context = {"form": form, "round": round_, "asked": form.asked(), "refusal": refusal}
        return render(request, "actions/review.html", context, status=409)
    words = ngettext("Saved what became of %(n)d action.", "Saved what became of %(n)d actions.", count)
    messages.success(request, words % {"n": count} if count else _("Nothing was changed."))
    return redirect("actions:review", organisation_id, round_.pk)


def _review_form(request: OrganisationRequest, round_: Assessment) -> ReviewForm:
    found = reviewing.to_review(round_).select_related("assessment")
    kept = {one.action_id: one for one in Review.objects.filter(assessment=round_)}
    in_order = sorted(found.by_worth(), key=lambda one: one.pk in kept)
    posted = request.POST if request.method == "POST" else None
    return ReviewForm(posted, actions=in_order[:MOST_AT_ONCE], kept=kept)


def _choices(
    request: OrganisationRequest,
    ground: Ground,
    ticked: Collection[str] | None = None,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {"page": choices.page(ground, ticked), "round": ground.assessment, **more}
    return render(request, "actions/choose.html", context, status=status)


def _too_early(request: OrganisationRequest, round_: Assessment) -> HttpResponse:
    """Say when actions can be chosen; a page, until somebody posts to it."""
    context = {"round": round_, "refusal": NoResultYet()}
    return render(request, "actions/too_early.html", context, status=409 if request.method == "POST" else 200)
