"""The facilitators' page: the room as it stands, and what may be done next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from workshops import faces, onlookers, reach, refusals, tickets
from workshops.models import Workshop

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
    told = faces.told(faces.room(found.pk, now()), faces.Face.CONSOLE, request.GET.get("key", ""))
    return JsonResponse({**told, "ticket": _stream(request, found.pk)})


def done(request: OrganisationRequest, found: Workshop, what: Callable[[], object]) -> HttpResponse:
    """Do it and show the room again; refused, say why above the room as it stands now."""
    try:
        what()
    except refusals.Refusal as refusal:
        return _refused(request, found, refusal, "command")
    return redirect("workshops:console", found.organisation_id, found.pk)


def written(
    request: OrganisationRequest,
    found: Workshop,
    form: Form,
    keep: Callable[..., object],
    *,
    part: str,
    of: object = "",
) -> HttpResponse:
    """Keep what was written into a part of the page; what cannot be kept is said beside its field."""
    if not form.is_valid():
        return _unreadable(request, found, form, part, of)
    try:
        keep(**form.cleaned_data)
    except (refusals.NothingSaid, refusals.OutOfScale) as refusal:
        form.add_error(refusal.field, str(refusal))
        return _unreadable(request, found, form, part, of)
    except refusals.Refusal as refusal:
        return _refused(request, found, refusal, part)
    return redirect("workshops:console", found.organisation_id, found.pk)


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
        "picture": faces.marked(seen, faces.Face.CONSOLE),
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


def _refused(
    request: OrganisationRequest, found: Workshop, refusal: refusals.Refusal, part: str
) -> HttpResponse:
    """Return the room as it stands with why something was not done; what was typed is kept."""
    typed = {part: request.POST}
    return page(request, found.pk, typed=typed, refusal=str(refusal), status=HTTPStatus.CONFLICT)


def _unreadable(
    request: OrganisationRequest, found: Workshop, form: Form, part: str, of: object
) -> HttpResponse:
    """Return the room with what is wrong beside each field of a part of the page."""
    errors = {field: " ".join(map(str, messages)) for field, messages in form.errors.items()}
    return page(
        request,
        found.pk,
        typed={part: request.POST},
        errors={part: {**errors, "of": str(of)}},
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _unsaid(typed: Mapping[str, Mapping[str, str]] | None) -> tuple[str, ...]:
    """Return the lines that were typed into a form that may have gone from the page since."""
    said = [said.get(name, "").strip() for said in (typed or {}).values() for name in LINES]
    return tuple(filter(None, said))


def _stream(request: OrganisationRequest, workshop_id: UUID) -> str:
    holder = onlookers.holder(request.user)
    return tickets.address(workshop_id=workshop_id, face=faces.Face.CONSOLE, holder=holder)
