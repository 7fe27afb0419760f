"""The list of the people asked, for those who run a round."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import participants, rosters
from assessments.access import own_round
from assessments.people_forms import ImportForm
from assessments.refusals import AlreadyClosed
from frameworks import kits

if TYPE_CHECKING:
    from assessments.models import Assessment

SHOWN_FAULTS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def import_(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Take a list of people over, or show what is wrong with it line by line."""
    round_ = own_round(request, assessment)
    kit = kits.load(round_.framework.checksum, round_.lens_checksums)
    form = ImportForm(request.POST or None, request.FILES or None, kit=kit)
    if not form.is_valid():
        return _import_page(request, round_, form, status=422 if form.is_bound else 200)
    roster = form.roster(participants.plan(round_))
    if roster.faults:
        return _import_page(request, round_, form, faults=roster.faults, status=422)
    try:
        done = participants.import_roster(assessment=round_, rows=roster.rows, by=request.user, at=now())
    except participants.FaultyRoster as refusal:
        return _import_page(request, round_, form, faults=refusal.faults, status=422)
    except AlreadyClosed as refusal:
        form.add_error(None, str(refusal))
        return _import_page(request, round_, form, status=409)
    words = _("%(added)d added, %(changed)d changed, %(unchanged)d unchanged.")
    messages.success(
        request,
        words % {"added": done.added, "changed": done.changed, "unchanged": done.unchanged},
    )
    return redirect("assessments:people", organisation_id, round_.pk)


@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def template(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Offer an empty list with the right headings."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    page = csv_file("people.csv")
    csv.writer(page).writerow(participants.headings(round_))
    return page


def csv_file(name: str) -> HttpResponse:
    """Return an answer that a spreadsheet opens: UTF-8 with a byte order mark."""
    page = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    page.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return page


def _import_page(
    request: OrganisationRequest,
    round_: Assessment,
    form: ImportForm,
    *,
    faults: tuple[rosters.Fault, ...] = (),
    status: int,
) -> HttpResponse:
    context = {
        "round": round_,
        "form": form,
        "faults": faults[:SHOWN_FAULTS],
        "total": len(faults),
        "columns": participants.headings(round_),
    }
    return render(request, "assessments/people/import.html", context, status=status)


@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def people(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show who was asked and who has sent their answers."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    return render(request, "assessments/people/people.html", {"round": round_})
