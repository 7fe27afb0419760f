"""The projector's page, for members and for a room's own computer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import OrganisationRequest, organisation_access, public
from accounts.roles import Permission
from workshops import faces, onlookers, screens, tickets

THEMES = ("light", "dark")


@never_cache
@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def screen(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Show the room on the wall."""
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    state = reverse("workshops:screen-state", args=[organisation_id, workshop])
    return _page(request, found.pk, state=state, holder=onlookers.holder(request.user), at=now())


@never_cache
@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def screen_state(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Say how the room stands, for a screen that cannot hold a stream."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    return _state(request, found.pk, holder=onlookers.holder(request.user), at=now())


@never_cache
@require_safe
@public
def screen_token(request: HttpRequest, token: str) -> HttpResponse:
    """Show the room on the wall, to whoever holds the link."""
    at = now()
    state = reverse("workshops:screen-token-state", args=[token])
    return _page(request, _workshop(token, at), state=state, holder=screens.holder(token), at=at)


@never_cache
@require_safe
@public
def screen_token_state(request: HttpRequest, token: str) -> HttpResponse:
    """Say how the room stands, to a screen opened by the link."""
    at = now()
    return _state(request, _workshop(token, at), holder=screens.holder(token), at=at)


def _workshop(token: str, at: datetime) -> UUID:
    found = screens.shown_by(token, at)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, workshop_id: UUID, *, state: str, holder: object, at: datetime
) -> HttpResponse:
    seen = faces.room(workshop_id, at)
    theme = request.GET.get("theme", "")
    context = {
        "room": seen,
        "picture": faces.marked(seen, faces.Face.PROJECTOR),
        "stream": tickets.address(workshop_id=workshop_id, face=faces.Face.PROJECTOR, holder=holder),
        "state": state,
        "now": round(at.timestamp() * 1000),
        "theme": theme if theme in THEMES else THEMES[0],
        "other_theme": THEMES[theme != THEMES[1]],
    }
    return render(request, "workshops/projector/page.html", context)


def _state(request: HttpRequest, workshop_id: UUID, *, holder: object, at: datetime) -> HttpResponse:
    told = faces.told(faces.room(workshop_id, at), faces.Face.PROJECTOR, request.GET.get("key", ""))
    ticket = tickets.address(workshop_id=workshop_id, face=faces.Face.PROJECTOR, holder=holder)
    return JsonResponse({**told, "ticket": ticket})
