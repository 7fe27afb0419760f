"""The facilitators' page: the room as it stands, and what may be done next."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from workshops import faces, reach, tickets

LINES = ("reason", "because", "lower_view", "higher_view", "title", "owner", "text")
"""Fields of text on the page; none is lost when somebody else was faster."""


@never_cache
@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def console(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Show the room to whoever leads it."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    return page(request, found.pk)


@never_cache
@require_safe
@organisation_access(Permission.RUN_ASSESSMENTS)
def console_state(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponse:
    """Say how the room stands, for a console that cannot hold a stream."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.workshops, pk=workshop)
    picture = faces.picture(found.pk, faces.Face.CONSOLE, now())
    return JsonResponse({**picture.told(request.GET.get("key", "")), "ticket": _stream(request, found.pk)})


def refused(
    request: OrganisationRequest, workshop_id: UUID, why: object, part: str = "command"
) -> HttpResponse:
    """Return the room as it stands with why something was not done; what was typed is kept."""
    return page(
        request, workshop_id, typed={part: request.POST}, refusal=str(why), status=HTTPStatus.CONFLICT
    )


def unreadable(
    request: OrganisationRequest, workshop_id: UUID, form: Form, part: str, *, of: object = ""
) -> HttpResponse:
    """Return the room with what is wrong beside each field of a part of the page."""
    errors = {field: " ".join(map(str, found)) for field, found in form.errors.items()}
    errors["of"] = str(of)
    return page(
        request,
        workshop_id,
        typed={part: request.POST},
        errors={part: errors},
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def page(
    request: OrganisationRequest,
    workshop_id: UUID,
    *,
    typed: Mapping[str, Mapping[str, str]] | None = None,
    errors: Mapping[str, object] | None = None,
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Return the facilitators' page."""
    at = now()
    seen = faces.room(workshop_id, at)
    context = {
        "room": seen,
        "picture": faces.pictured(seen, faces.Face.CONSOLE),
        "stream": _stream(request, workshop_id),
        "state": reverse("workshops:console-state", args=[request.organisation.pk, workshop_id]),
        "now": round(at.timestamp() * 1000),
        "typed": typed or {},
        "errors": errors or {},
        "refusal": refusal,
        "unsaid": _unsaid(typed) if refusal else (),
        "base_url": settings.BASE_URL,
        "unreachable": reach.unreachable(settings.BASE_URL),
    }
    return render(request, "workshops/console/page.html", context, status=status)


def _unsaid(typed: Mapping[str, Mapping[str, str]] | None) -> tuple[str, ...]:
    """Return the lines that were typed into a form that may have gone from the page since."""
    said = [said.get(name, "").strip() for said in (typed or {}).values() for name in LINES]
    return tuple(filter(None, said))


def _stream(request: OrganisationRequest, workshop_id: UUID) -> str:
    return tickets.address(workshop_id=workshop_id, face=faces.Face.CONSOLE, holder=request.user.pk)
