"""The list of the people asked, for those who run a round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import inviting, links, participants, rosters, tables
from assessments.access import own_round
from assessments.people_forms import TRAIT, ImportForm, PersonForm
from assessments.refusals import AlreadyClosed, Refusal
from frameworks import kits

if TYPE_CHECKING:
    from assessments.models import Assessment, Participant

SHOWN_FAULTS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def import_(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Take a list of people over, or show what is wrong with it line by line."""
    round_ = own_round(request, assessment)
    kit = kits.load(round_.framework.checksum, round_.lens_checksums)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*posted, kit=kit)
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


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def add(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Add one person to the list."""
    round_ = own_round(request, assessment)
    form = _person_form(request, round_)
    if not form.is_valid():
        return _person_page(request, round_, form)
    try:
        participants.add(assessment=round_, by=request.user, at=now(), **form.said())
    except Refusal as refusal:
        return _refused(request, round_, form, refusal)
    messages.success(request, _("The person was added."))
    return redirect("assessments:people", organisation_id, round_.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def person(
    request: OrganisationRequest, organisation_id: UUID, assessment: UUID, participant: UUID
) -> HttpResponse:
    """Change what the list says about one person."""
    round_ = own_round(request, assessment)
    found = _asked(round_, participant)
    form = _person_form(request, round_, found)
    if not form.is_valid():
        return _person_page(request, round_, form, found)
    try:
        participants.edit(participant=found, by=request.user, **form.said())
    except Refusal as refusal:
        return _refused(request, round_, form, refusal, found)
    messages.success(request, _("What you changed is saved."))
    return redirect("assessments:people", organisation_id, round_.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove(
    request: OrganisationRequest, organisation_id: UUID, assessment: UUID, participant: UUID
) -> HttpResponse:
    """Ask whether it is meant; posted, take somebody off the list."""
    round_ = own_round(request, assessment)
    found = _asked(round_, participant)
    if request.method != "POST":
        return render(request, "assessments/people/remove.html", {"round": round_, "person": found})
    try:
        participants.remove(participant=found, by=request.user)
    except Refusal as refusal:
        context = {"round": round_, "person": found, "refusal": refusal}
        return render(request, "assessments/people/remove.html", context, status=409)
    messages.success(request, _("The person was removed."))
    return redirect("assessments:people", organisation_id, round_.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def renew(
    request: OrganisationRequest, organisation_id: UUID, assessment: UUID, participant: UUID
) -> HttpResponse:
    """Give somebody a new link, which ends the one before."""
    round_ = own_round(request, assessment)
    found = _asked(round_, participant)
    try:
        inviting.renew(participant=found, by=request.user, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link before no longer works. A new one was made."))
    return redirect("assessments:person", organisation_id, round_.pk, participant)


@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def download(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Offer the list as a file that can be given again."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    return _csv_file("people.csv", participants.headings(round_), participants.listed(round_))


@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def template(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Offer an empty list with the right headings."""
    del organisation_id  # checked by the decorator
    round_ = own_round(request, assessment)
    return _csv_file("people.csv", participants.headings(round_))


def _csv_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> HttpResponse:
    """Return a table as a spreadsheet opens it: UTF-8 with a byte order mark."""
    page = HttpResponse(f"\ufeff{tables.csv_text(headings, rows)}", content_type="text/csv; charset=utf-8")
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


def _asked(round_: Assessment, key: UUID) -> Participant:
    found = round_.participants.select_related("response").filter(key=key).first()
    if found is None:
        raise Http404
    found.assessment = round_
    return found


def _person_form(
    request: OrganisationRequest, round_: Assessment, person: Participant | None = None
) -> PersonForm:
    initial = {}
    if person is not None:
        initial = {"name": person.name, "email": person.email, "group": person.group}
        initial |= {f"{TRAIT}{breakdown}": option for breakdown, option in person.traits.items()}
    return PersonForm(
        request.POST if request.method == "POST" else None,
        kit=kits.load(round_.framework.checksum, round_.lens_checksums),
        breakdowns=round_.breakdowns,
        initial=initial,
    )


def _refused(
    request: OrganisationRequest,
    round_: Assessment,
    form: PersonForm,
    refusal: Refusal,
    person: Participant | None = None,
) -> HttpResponse:
    form.add_error("email" if isinstance(refusal, participants.AlreadyListed) else None, str(refusal))
    return _person_page(request, round_, form, person, status=409)


def _person_page(
    request: OrganisationRequest,
    round_: Assessment,
    form: PersonForm,
    person: Participant | None = None,
    *,
    status: int = 422,
) -> HttpResponse:
    handed_over = person is not None and not person.email and round_.open
    if person is None or not handed_over or (round_.confidential and person.sheet is not None):
        link = ""  # in confidence nobody else follows it once there are answers behind it
    else:
        link = links.personal_address(person)
    context = {"round": round_, "form": form, "person": person, "link": link}
    return render(request, "assessments/people/person.html", context, status=status if form.is_bound else 200)
