"""What a facilitator does with the room: every button its own address, each with the version it was seen at."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from accounts.access import OrganisationRequest, organisation_access
from accounts.models import User
from accounts.roles import Permission
from workshops import codes, deciding, refusals, running, seating
from workshops.models import Workshop
from workshops.room_forms import AgreeForm, ParkForm, VersionForm
from workshops.views import console


class Command(Protocol):
    """A service that moves the room on."""

    def __call__(self, *, workshop: Workshop, version: int, by: User, at: datetime) -> Workshop: ...


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def end_answering(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Close the silent answering."""
    return _commanded(request, organisation_id, workshop, running.end_answering)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def open_voting(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Let the room vote."""
    return _commanded(request, organisation_id, workshop, running.open_voting)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def reveal(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Show the votes."""
    return _commanded(request, organisation_id, workshop, running.reveal)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def vote_again(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Let the room vote once more."""
    return _commanded(request, organisation_id, workshop, running.vote_again)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def take_up(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Go on with a parked topic."""
    return _commanded(request, organisation_id, workshop, running.take_up)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def undo(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Take the last step back."""
    return _commanded(request, organisation_id, workshop, running.undo)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def end(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """End the workshop."""
    return _commanded(request, organisation_id, workshop, running.end)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def resume(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Go on with a workshop that was ended by mistake."""
    return _commanded(request, organisation_id, workshop, running.resume)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def go_to(request: OrganisationRequest, organisation_id: UUID, workshop: UUID, entry: UUID) -> HttpResponse:
    """Go to an entry of the agenda."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    item = get_object_or_404(found.items, pk=entry)
    try:
        running.go_to(workshop=found, item=item, version=_version(request), by=request.user, at=now())
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal)
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def agree(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Write down what the room agrees on."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return console.unreadable(request, found.pk, form, "agree")
    said = deciding.Agreed(**form.cleaned_data)
    try:
        deciding.agree(workshop=found, version=_version(request), said=said, by=request.user, at=now())
    except (refusals.NothingSaid, refusals.OutOfScale) as refusal:
        form.add_error(refusal.field, str(refusal))
        return console.unreadable(request, found.pk, form, "agree")
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal, "agree")
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def park(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Put the topic aside."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    form = ParkForm(request.POST)
    if not form.is_valid():
        return console.unreadable(request, found.pk, form, "park")
    version, by = _version(request), request.user
    try:
        running.park(workshop=found, version=version, by=by, at=now(), **form.cleaned_data)
    except refusals.NothingSaid as refusal:
        form.add_error(refusal.field, str(refusal))
        return console.unreadable(request, found.pk, form, "park")
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal, "park")
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove_seat(
    request: OrganisationRequest, organisation_id: UUID, workshop: UUID, seat: UUID
) -> HttpResponse:
    """Take a seat out of the room."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    taken = get_object_or_404(found.seats.taken(), pk=seat)
    try:
        seating.remove(workshop=found, seat=taken, by=request.user, at=now())
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal)
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def renew_code(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Give the room another code."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    try:
        codes.renew(workshop=found, by=request.user, at=now())
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal)
    return redirect("workshops:console", organisation_id, found.pk)


def _commanded(
    request: OrganisationRequest, organisation_id: UUID, workshop_id: UUID, command: Command
) -> HttpResponse:
    found = get_object_or_404(request.organisation.workshops, pk=workshop_id)
    try:
        command(workshop=found, version=_version(request), by=request.user, at=now())
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal)
    return redirect("workshops:console", organisation_id, found.pk)


def _version(request: OrganisationRequest) -> int:
    """Return the version that the facilitator saw; what cannot be one is taken for an old one."""
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else -1
