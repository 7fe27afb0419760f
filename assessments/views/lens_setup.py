"""What the lenses of a round are about, for those who run it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import felt, lens_setup
from assessments.access import own_round
from assessments.lens_forms import FeltForm, JourneyForm
from assessments.refusals import AlreadyClosed, AlreadyOpen, ImpossiblePlan
from frameworks import kits
from frameworks.lenses import MirrorLens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from assessments.models import Assessment


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def journey(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show what the journey is about; posted, change it."""
    round_ = own_round(request, assessment)
    lens = lens_setup.journey_of(round_)
    if lens is None:
        raise Http404
    form = JourneyForm(request.POST if request.method == "POST" else None, lens=lens, round_=round_)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            lens_setup.plan_journey(assessment=round_, by=request.user, **form.cleaned_data)
        except ImpossiblePlan as refusal:
            form.add_error(refusal.field, str(refusal))
        except AlreadyOpen as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return redirect("assessments:round", organisation_id, round_.pk)
    context = {"round": round_, "form": form, "heading": lens.about.title, "lead": lens.about.purpose}
    return render(request, "assessments/rounds/plan.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def customers(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Take what customers said over, or show what is wrong with it line by line."""
    round_ = own_round(request, assessment)
    lens = _mirror_of(round_)
    form = FeltForm(request.POST or None, request.FILES or None) if request.method == "POST" else FeltForm()
    if not form.is_valid():
        return _felt_page(request, round_, lens, form, status=422 if form.is_bound else 200)
    kit = kits.load(round_.framework.checksum, round_.lens_checksums)
    read = felt.read_file(form.cleaned_data["file"].read(), promises=felt.promises_of(kit))
    if read.faults:
        return _felt_page(request, round_, lens, form, faults=read.faults, status=422)
    try:
        lens_setup.give_felt(assessment=round_, counts=read.counts, by=request.user)
    except AlreadyClosed as refusal:
        form.add_error(None, str(refusal))
        return _felt_page(request, round_, lens, form, status=409)
    messages.success(request, _("What customers said is saved."))
    return redirect("assessments:felt", organisation_id, round_.pk)


def _mirror_of(round_: Assessment) -> MirrorLens:
    lenses = kits.load(round_.framework.checksum, round_.lens_checksums).lenses
    asked = (lens for lens in lenses if lens.about.id in round_.asked_lenses)
    found = next((lens for lens in asked if isinstance(lens, MirrorLens)), None)
    if found is None:
        raise Http404
    return found


def _felt_page(
    request: OrganisationRequest,
    round_: Assessment,
    lens: MirrorLens,
    form: FeltForm,
    *,
    faults: Sequence[felt.Fault] = (),
    status: int,
) -> HttpResponse:
    context = {
        "round": round_,
        "form": form,
        "faults": faults,
        "counted": [(promise, round_.felt.get(promise.id)) for promise in lens.promises],
    }
    return render(request, "assessments/lens/felt.html", context, status=status)
