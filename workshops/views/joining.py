"""The way into a room: its code, typed or scanned, and a seat."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import throttle, visitors
from accounts.access import public
from workshops import capabilities, codes, seating
from workshops.models import Seat, Workshop
from workshops.refusals import RoomFull, RoomOver
from workshops.seat_forms import CodeForm, JoinForm

# Only wrong codes are counted: a whole room shares one address, and a right code is never refused.
WRONG_FROM_ONE = throttle.Rate(times=10, per=timedelta(minutes=1))
WRONG_IN_ALL = throttle.Rate(times=300, per=timedelta(minutes=1))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code; posted, go to the room that it leads into."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK)
    workshop = codes.find(form.cleaned_data["code"], now())
    if workshop is None:
        return _wrong(request, form)
    return redirect("workshops:join", workshop.code)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the workshop is; posted, take a seat. Whoever has one comes back to it."""
    workshop = codes.find(code, now())
    if workshop is None:
        return _wrong(request, CodeForm({"code": code}))
    if seat := _own_seat(request, workshop):
        return redirect(seat)
    form = JoinForm(request.POST if request.method == "POST" else None, workshop=workshop)
    if form.is_valid():
        return _seated(request, workshop, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _offer(request, workshop, form, status=status)


def _seated(request: HttpRequest, workshop: Workshop, form: JoinForm) -> HttpResponse:
    try:
        seat = seating.take(workshop=workshop, at=now(), **form.cleaned_data)
    except RoomFull as refusal:
        form.add_error(None, str(refusal))
        return _offer(request, workshop, form, status=HTTPStatus.CONFLICT)
    except RoomOver:  # within the last second
        return _wrong(request, CodeForm({"code": workshop.code}))
    page = redirect(seat)
    capabilities.grant(request, page, seat.pk)
    return page


def _own_seat(request: HttpRequest, workshop: Workshop) -> Seat | None:
    """Return the seat in this workshop that the browser holds, unless somebody was removed from it."""
    held = capabilities.held(request)
    return workshop.seats.taken().filter(pk__in=held).order_by("-joined_at").first() if held else None


def _wrong(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """Answer a wrong, expired or ended code, all alike; whoever tries very many has to wait."""
    try:
        _count_wrong(visitors.address(request), now())
    except throttle.TooMany as refusal:
        form.add_error(
            "code", _("That were many wrong codes. Look at the screen, wait a minute and try again.")
        )
        page = _ask(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
        page.headers["Retry-After"] = str(refusal.retry_after_seconds)
        return page
    form.add_error("code", _("No room is open under this code. Look at the screen again: codes change."))
    return _ask(request, form, status=HTTPStatus.NOT_FOUND)


def _count_wrong(address: str, at: datetime) -> None:
    """Count a wrong code, or refuse; asked first, so that who is refused writes nothing and keeps no vote waiting."""
    throttle.require(scope="wrong code", subject=address, rate=WRONG_FROM_ONE, at=at)
    throttle.require(scope="wrong codes", subject="", rate=WRONG_IN_ALL, at=at)
    throttle.take(scope="wrong code", subject=address, rate=WRONG_FROM_ONE, at=at)
    throttle.take(scope="wrong codes", subject="", rate=WRONG_IN_ALL, at=at)


def _ask(request: HttpRequest, form: CodeForm, *, status: HTTPStatus) -> HttpResponse:
    return render(request, "workshops/phone/enter.html", {"form": form}, status=status)


def _offer(request: HttpRequest, workshop: Workshop, form: JoinForm, *, status: HTTPStatus) -> HttpResponse:
    context = {"form": form, "workshop": workshop, "code": codes.spelled(workshop.code)}
    return render(request, "workshops/phone/join.html", context, status=status)
