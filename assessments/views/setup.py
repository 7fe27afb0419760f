"""Decide about a draft, one idea a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import plan_forms, setup
from assessments.access import own_round
from assessments.refusals import AlreadyClosed, AlreadyOpen, ImpossiblePlan, Refusal
from assessments.round_forms import RoundForm, ScheduleForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from assessments.models import Assessment


@dataclass(frozen=True, slots=True)
class Idea:
    """One page of a plan."""

    heading: Promise
    lead: Promise
    form: type[plan_forms.PlanForm]


IDEAS: Mapping[str, Idea] = {
    "scope": Idea(
        gettext_lazy("How much is asked"),
        gettext_lazy(
            "Each person is asked only what their group can judge. A pulse shows direction, not detail."
        ),
        plan_forms.ScopeForm,
    ),
    "mode": Idea(
        gettext_lazy("Who may see whose answers"),
        gettext_lazy("People are told before their first answer, and it never changes afterwards."),
        plan_forms.ModeForm,
    ),
    "lenses": Idea(
        gettext_lazy("What else is asked"),
        gettext_lazy("Short questions of their own, for a further view of the same subject."),
        plan_forms.LensesForm,
    ),
    "over-time": Idea(
        gettext_lazy("Change over time"),
        gettext_lazy("The report then says what has changed, and whether the change is larger than chance."),
        plan_forms.ChangeOverTimeForm,
    ),
    "break-downs": Idea(
        gettext_lazy("Break-downs"),
        gettext_lazy(
            "Besides the groups, the result can be read by up to three other divisions, such as site or role. Each "
            "is read by itself; they are never crossed."
        ),
        plan_forms.BreakdownsForm,
    ),
    "aims": Idea(
        gettext_lazy("Aims"),
        gettext_lazy(
            "The degree you aim at, and how important each pillar is to you this year, decide the order in which the "
            "report says what to do. They change no score."
        ),
        plan_forms.AimsForm,
    ),
    "result": Idea(
        gettext_lazy("Who sees the result"),
        gettext_lazy("People are likelier to answer when they can read what came of it."),
        plan_forms.ResultForm,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def plan(request: OrganisationRequest, organisation_id: UUID, assessment: UUID, idea: str) -> HttpResponse:
    """Show one idea of a draft; posted, change it."""
    found, chosen = own_round(request, assessment), IDEAS.get(idea)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST if request.method == "POST" else None, round_=found)
    page = {"heading": chosen.heading, "lead": chosen.lead}
    if not form.is_valid():
        return _page(request, found, form, page)
    try:
        setup.change(assessment=found, by=request.user, **form.plan())
    except (ImpossiblePlan, AlreadyOpen) as refusal:
        return _refused(request, found, form, page, refusal)
    return redirect("assessments:round", organisation_id, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def rule_out(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show every question; posted, rule out those with a reason."""
    found = own_round(request, assessment)
    form = plan_forms.RuledOutForm(request.POST if request.method == "POST" else None, round_=found)
    page = {
        "heading": _("Questions ruled out"),
        "lead": _(
            "Rule a question out only if nobody here could answer it. Write why; the report prints it. It is "
            "then asked of nobody and counts nowhere."
        ),
        "by_pillar": form.by_pillar(),
    }
    if not form.is_valid():
        return _page(request, found, form, page)
    try:
        setup.rule_out(assessment=found, reasons=form.reasons(), by=request.user, at=now())
    except (ImpossiblePlan, AlreadyOpen) as refusal:
        return _refused(request, found, form, page, refusal)
    return redirect("assessments:round", organisation_id, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def schedule(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show when a round opens, closes and reminds; posted, change it."""
    found = own_round(request, assessment)
    form = ScheduleForm(request.POST if request.method == "POST" else None, round_=found)
    zone = _("All times are those of %(zone)s.") % {"zone": request.organisation.time_zone}
    page = {"heading": _("Schedule"), "lead": zone}
    if not form.is_valid():
        return _page(request, found, form, page)
    try:
        setup.schedule(assessment=found, by=request.user, at=now(), **form.plan())
    except (ImpossiblePlan, AlreadyOpen, AlreadyClosed) as refusal:
        return _refused(request, found, form, page, refusal)
    return redirect("assessments:round", organisation_id, found.pk)


def _page(
    request: OrganisationRequest,
    found: Assessment,
    form: RoundForm,
    page: Mapping[str, object],
    *,
    status: int | None = None,
) -> HttpResponse:
    if not form.is_bound and not _may_change(found, form):
        return redirect("assessments:round", found.organisation_id, found.pk)
    context = {**page, "form": form, "round": found}
    kind = "ruled_out" if "by_pillar" in page else "plan"
    return render(
        request,
        f"assessments/rounds/{kind}.html",
        context,
        status=status or (422 if form.is_bound else 200),
    )


def _may_change(found: Assessment, form: RoundForm) -> bool:
    return found.draft or (found.open and isinstance(form, ScheduleForm))


def _refused(
    request: OrganisationRequest,
    found: Assessment,
    form: RoundForm,
    page: Mapping[str, object],
    refusal: Refusal,
) -> HttpResponse:
    """Show the page again as it was typed, with what stands in the way beside its field."""
    impossible = isinstance(refusal, ImpossiblePlan)
    form.refuse(refusal.field if isinstance(refusal, ImpossiblePlan) else "", str(refusal))
    return _page(request, found, form, page, status=422 if impossible else 409)
