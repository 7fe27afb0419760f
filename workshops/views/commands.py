"""What a facilitator does with the room: every button its own address, each with the version it was seen at."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from accounts.access import OrganisationRequest, organisation_access
from accounts.models import User
from accounts.roles import Permission
from workshops import codes, deciding, running, seating
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
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.end_answering)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def go_back(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Go back to preparing while nobody has sent."""
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.go_back)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def open_voting(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Let the room vote."""
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.open_voting)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def reveal(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Show the votes."""
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.reveal)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def vote_again(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Let the room vote once more."""
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.vote_again)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def take_up(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Go on with a parked topic."""
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.take_up)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def undo(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Take the last step back."""
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.undo)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def end(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """End the workshop."""
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.end)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def resume(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Go on with a workshop that was ended by mistake."""
    del organisation_id  # checked by the decorator
    return _commanded(request, workshop, running.resume)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def go_to(request: OrganisationRequest, organisation_id: UUID, workshop: UUID, entry: UUID) -> HttpResponse:
    """Go to an entry of the agenda."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    item = get_object_or_404(found.items, pk=entry)
    go = partial(running.go_to, workshop=found, item=item, version=_version(request))
    return console.done(request, found, partial(go, by=request.user, at=now()))


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def agree(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Write down what the room agrees on."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)

    def keep(**said: Any) -> None:
        agreed = deciding.Agreed(**said)
        deciding.agree(workshop=found, version=_version(request), said=agreed, by=request.user, at=now())

    return console.written(request, found, AgreeForm(request.POST), keep, part="agree")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def park(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Put the topic aside."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    keep = partial(running.park, workshop=found, version=_version(request), by=request.user, at=now())
    return console.written(request, found, ParkForm(request.POST), keep, part="park")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove_seat(
    request: OrganisationRequest, organisation_id: UUID, workshop: UUID, seat: UUID
) -> HttpResponse:
    """Take a seat out of the room."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    taken = get_object_or_404(found.seats.taken(), pk=seat)
    remove = partial(seating.remove, workshop=found, seat=taken, by=request.user, at=now())
    return console.done(request, found, remove)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def renew_code(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Give the room another code."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    return console.done(request, found, partial(codes.renew, workshop=found, by=request.user, at=now()))


def _commanded(request: OrganisationRequest, workshop_id: UUID, command: Command) -> HttpResponse:
    found = get_object_or_404(request.organisation.workshops, pk=workshop_id)
    what = partial(command, workshop=found, version=_version(request), by=request.user, at=now())
    return console.done(request, found, what)


def _version(request: OrganisationRequest) -> int:
    """Return the version that the facilitator saw; what cannot be one is taken for an old one."""
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else -1
