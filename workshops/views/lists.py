"""What the facilitator keeps for the room: actions, and notes on the parking lot."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from workshops import keeping
from workshops.room_forms import ActionForm, NoteForm
from workshops.views import console


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def add_action(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Add an action, as one of the topic that the room is at."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    topic = found.topics.filter(item=found.current_id).first() if found.current_id else None
    keep = partial(keeping.add_action, workshop=found, topic=topic, by=request.user, at=now())
    return console.written(request, found, ActionForm(request.POST), keep, part="action")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def change_action(
    request: OrganisationRequest, organisation_id: UUID, workshop: UUID, action: UUID
) -> HttpResponse:
    """Write an action anew."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    todo = get_object_or_404(found.actions.select_related("workshop"), pk=action)
    keep = partial(keeping.change_action, action=todo, by=request.user)
    return console.written(request, found, ActionForm(request.POST), keep, part="changed", of=todo.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove_action(
    request: OrganisationRequest, organisation_id: UUID, workshop: UUID, action: UUID
) -> HttpResponse:
    """Take an action off the list."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    todo = get_object_or_404(found.actions.select_related("workshop"), pk=action)
    return console.done(request, found, partial(keeping.remove_action, action=todo, by=request.user))


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def add_note(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Put a note on the parking lot."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    keep = partial(keeping.add_note, workshop=found, by=request.user, at=now())
    return console.written(request, found, NoteForm(request.POST), keep, part="note")


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove_note(
    request: OrganisationRequest, organisation_id: UUID, workshop: UUID, note: UUID
) -> HttpResponse:
    """Take a note off the parking lot."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    put_aside = get_object_or_404(found.parking_notes.select_related("workshop"), pk=note)
    return console.done(request, found, partial(keeping.remove_note, note=put_aside, by=request.user))
