"""Who may open the pages of a seat; a seat that the browser does not hold does not exist (404)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from accounts.access import in_zone_of, marked
from workshops import capabilities, seating
from workshops.models import Seat

P = ParamSpec("P")


class SeatRequest(HttpRequest):
    """A request from the phone that holds the seat."""

    seat: Seat


def own_seat(view: Callable[Concatenate[SeatRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in the browser that holds the seat and load it as `request.seat`; one that was removed says so."""

    @wraps(view)
    def guarded(request: SeatRequest, seat: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = [seat] if capabilities.holds(request, seat) else []
        found = Seat.objects.with_room().filter(pk__in=held).first() if held else None
        if found is None:
            raise Http404
        if found.removed_at is not None:
            return render(request, "workshops/phone/removed.html", status=HTTPStatus.GONE)
        request.seat = found
        seating.seen(seat=found, at=now())
        with in_zone_of(found.workshop.organisation):
            return view(request, *args, **kwargs)

    return marked(guarded, "own seat")
