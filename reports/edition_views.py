"""The document that the board gets: what it says of itself, and its approval."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import editions
from assessments.access import own_round
from assessments.refusals import Refusal
from reports import approvals, formats, sending
from reports.edition_forms import ApprovalForm, EditionForm, RevisionForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from assessments.models import Assessment


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def document(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show what the document of a round says of itself; posted, change it."""
    found = own_round(request, assessment)
    if request.method != "POST":
        return _page(request, found)
    form = EditionForm(request.POST, edition=editions.of(found))
    if not form.is_valid():
        return _page(request, found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    seen, wording = form.cleaned_data["revision"], form.wording()
    try:
        editions.change(assessment=found, wording=wording, revision=seen, by=request.user)
    except Refusal as refusal:
        return _page(request, found, form=form, refusal=refusal)
    messages.success(request, _("Saved. Files are made anew with it."))
    return redirect("reports:document", organisation_id, found.pk)


@never_cache
@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def logo(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Return the logo on the documents of a round."""
    del organisation_id  # checked by the decorator
    return sending.logo_of(own_round(request, assessment))


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def approve(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Make the document final, with the plan of actions and the look as they stand."""
    found = own_round(request, assessment)
    form = ApprovalForm(request.POST, edition=editions.of(found))
    if not form.is_valid():
        return _page(request, found, approval=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        approvals.approve(assessment=found, by=request.user, at=now(), **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, found, approver=form.cleaned_data["approver"], refusal=refusal)
    messages.success(request, _("Approved. The document is final."))
    return redirect("reports:document", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def withdraw(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Make a final document a draft again."""
    found = own_round(request, assessment)
    form = RevisionForm(request.POST, edition=editions.of(found))
    if not form.is_valid():
        return _page(request, found, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        editions.withdraw_approval(assessment=found, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, found, refusal=refusal)
    messages.success(
        request, _("The approval was taken back. The document is a draft under its next version.")
    )
    return redirect("reports:document", organisation_id, found.pk)


def _page(
    request: OrganisationRequest,
    round_: Assessment,
    *,
    form: EditionForm | None = None,
    approval: ApprovalForm | None = None,
    approver: str = "",
    refusal: Refusal | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Show the page with what was typed; a refusal is a conflict, said above it."""
    shown = approvals.page(round_)
    context = {
        "page": shown,
        "round": round_,
        "form": form or EditionForm(edition=shown.edition),
        "approval": approval or _approval(shown, approver),
        "formats": formats.ALL,
        "refusal": refusal,
    }
    return render(
        request, "reports/document.html", context, status=HTTPStatus.CONFLICT if refusal else status
    )


def _approval(shown: approvals.DocumentPage, approver: str) -> ApprovalForm:
    """Return the form for what is shown now: who is told of a change has seen it and may approve it."""
    seen = {"plan": shown.plan, "look": shown.look}
    return ApprovalForm(edition=shown.edition, initial={"approver": approver, **seen})
