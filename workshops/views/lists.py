"""What the facilitator keeps for the room: actions, and notes on the parking lot."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from workshops import keeping, refusals
from workshops.room_forms import ActionForm, NoteForm
from workshops.views import console


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def add_action(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Add an action, as one of the topic that the room is at."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    form = ActionForm(request.POST)
    if not form.is_valid():
        return console.unreadable(request, found.pk, form, "action")
    topic = found.topics.filter(item=found.current_id).first() if found.current_id else None
    try:
        keeping.add_action(workshop=found, topic=topic, by=request.user, at=now(), **form.cleaned_data)
    except refusals.NothingSaid as refusal:
        form.add_error(refusal.field, str(refusal))
        return console.unreadable(request, found.pk, form, "action")
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal, "action")
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def change_action(
    request: OrganisationRequest, organisation_id: UUID, workshop: UUID, action: UUID
) -> HttpResponse:
    """Write an action anew."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    todo = get_object_or_404(found.actions.select_related("workshop"), pk=action)
    form = ActionForm(request.POST)
    if not form.is_valid():
        return console.unreadable(request, found.pk, form, "changed", of=todo.pk)
    try:
        keeping.change_action(action=todo, by=request.user, **form.cleaned_data)
    except refusals.NothingSaid as refusal:
        form.add_error(refusal.field, str(refusal))
        return console.unreadable(request, found.pk, form, "changed", of=todo.pk)
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal)
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove_action(
    request: OrganisationRequest, organisation_id: UUID, workshop: UUID, action: UUID
) -> HttpResponse:
    """Take an action off the list."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    todo = get_object_or_404(found.actions.select_related("workshop"), pk=action)
    try:
        keeping.remove_action(action=todo, by=request.user)
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal)
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def add_note(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Put a note on the parking lot."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return console.unreadable(request, found.pk, form, "note")
    try:
        keeping.add_note(workshop=found, by=request.user, at=now(), **form.cleaned_data)
    except refusals.NothingSaid as refusal:
        form.add_error(refusal.field, str(refusal))
        return console.unreadable(request, found.pk, form, "note")
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal, "note")
    return redirect("workshops:console", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def remove_note(
    request: OrganisationRequest, organisation_id: UUID, workshop: UUID, note: UUID
) -> HttpResponse:
    """Take a note off the parking lot."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    put_aside = get_object_or_404(found.parking_notes.select_related("workshop"), pk=note)
    try:
        keeping.remove_note(note=put_aside, by=request.user)
    except refusals.Refusal as refusal:
        return console.refused(request, found.pk, refusal)
    return redirect("workshops:console", organisation_id, found.pk)
