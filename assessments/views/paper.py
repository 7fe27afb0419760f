"""Sheets of paper, for those who run a round: print them empty, key them in when they come back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import consent, paper, paper_forms, progress, selectors
from assessments.access import own_round
from assessments.people_forms import PaperNameForm
from assessments.refusals import Refusal

if TYPE_CHECKING:
    from assessments.models import Assessment, Participant


@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def choose(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Offer the empty sheet of each group, and the ways to key one in."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    groups = progress.group_names(round_).items()
    return render(request, "assessments/people/paper.html", {"round": round_, "groups": groups})


@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def blank(request: OrganisationRequest, organisation_id: UUID, assessment: UUID, group: str) -> HttpResponse:
    """Show the empty sheet of a group, ready to be printed."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    context = {
        "round": round_,
        "group": _group(round_, group),
        "consent": consent.for_round(round_),
        "sheet": selectors.sheet_in(round_, group),
        "keyed": paper_forms.blank(selectors.sheet_in(round_, group)),
    }
    return render(request, "assessments/people/blank.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def key_in(
    request: OrganisationRequest, organisation_id: UUID, assessment: UUID, participant: UUID
) -> HttpResponse:
    """Key in the sheet of somebody in the list."""
    round_ = own_round(request, assessment)
    person = round_.participants.filter(key=participant).first()
    if person is None:
        raise Http404
    if not person.group:
        messages.error(request, _("Choose a group for this person first; it decides what they are asked."))
        return redirect("assessments:person", organisation_id, round_.pk, participant)
    keyed = _keyed(request, round_, person.group)
    if request.method != "POST" or not keyed.valid:
        return _form_page(request, round_, keyed, person=person)
    try:
        paper.key_in(participant=person, written=keyed.written, by=request.user, at=now())
    except Refusal as refusal:
        return _form_page(request, round_, keyed, person=person, refusal=refusal)
    return _saved(request, round_)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def key_in_new(
    request: OrganisationRequest, organisation_id: UUID, assessment: UUID, group: str
) -> HttpResponse:
    """Key in the sheet of somebody who is not in the list."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    _group(round_, group)
    keyed = _keyed(request, round_, group)
    form = PaperNameForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not (keyed.valid and form.is_valid()):
        return _form_page(request, round_, keyed, group=group, form=form)
    name = "" if round_.confidential else form.cleaned_data["name"]
    try:
        paper.key_in_new(
            assessment=round_, group=group, name=name, written=keyed.written, by=request.user, at=now()
        )
    except Refusal as refusal:
        return _form_page(request, round_, keyed, group=group, form=form, refusal=refusal)
    return _saved(request, round_)


def _group(round_: Assessment, group: str) -> str:
    name = progress.group_names(round_).get(group)
    if name is None:
        raise Http404
    return name


def _keyed(request: OrganisationRequest, round_: Assessment, group: str) -> paper_forms.Keyed:
    sheet = selectors.sheet_in(round_, group)
    return paper_forms.read(sheet, request.POST) if request.method == "POST" else paper_forms.blank(sheet)


def _saved(request: OrganisationRequest, round_: Assessment) -> HttpResponse:
    messages.success(request, _("The sheet is saved and sent."))
    return redirect("assessments:paper", round_.organisation_id, round_.pk)


def _form_page(
    request: OrganisationRequest,
    round_: Assessment,
    keyed: paper_forms.Keyed,
    *,
    person: Participant | None = None,
    group: str = "",
    form: PaperNameForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    name = progress.group_names(round_).get(person.group if person else group, "")
    context = {
        "round": round_,
        "keyed": keyed,
        "person": person,
        "group": name,
        "form": form,
        "refusal": refusal,
        "specials": selectors.sheet_in(
            round_, person.group if person else group
        ).kit.framework.answers_special,
    }
    posted = 409 if refusal else 422
    status = posted if request.method == "POST" else 200
    return render(request, "assessments/people/key_in.html", context, status=status)
