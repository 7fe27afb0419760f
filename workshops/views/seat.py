"""The seat on a phone: what the room is at, one's own vote, and the sheet answered alone."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import capabilities as sheets_held
from assessments import consent, ways_back
from assessments.models import Assessment, Response
from assessments.people_forms import ConsentForm
from frameworks import kits
from workshops import broadcast, capabilities, faces, own_sheets, own_votes, seating, tickets, voting
from workshops.access import SeatRequest, own_seat
from workshops.faces import Face
from workshops.models import Seat, Workshop
from workshops.refusals import NotAnswering, Refusal, SeatGone
from workshops.seat_forms import VoteForm


@own_seat
@never_cache
@require_safe
def seat(request: SeatRequest) -> HttpResponse:
    """Show on the phone what the room is at."""
    seat, at = request.seat, now()
    if own_sheets.waits_for_others(seat):  # sending a sheet tells nobody, coming back from it does
        broadcast.changed(seat.workshop_id)
    room = faces.room(seat.workshop_id, at)
    mine = own_votes.mine(seat, room)
    context = {
        "seat": seat,
        "room": room,
        "picture": faces.marked(room, Face.PHONE),
        "mine": mine,
        "mine_as_json": json.dumps(own_votes.as_json(mine)),
        "revision": mine.revision + 1 if mine else 1,
        "sheet": own_sheets.state(seat),
        "stream": tickets.address(workshop_id=seat.workshop_id, face=Face.PHONE, holder=seat.pk),
    }
    return render(request, "workshops/phone/seat.html", context)


@own_seat
@never_cache
@require_safe
def state(request: SeatRequest) -> HttpResponse:
    """Tell the page's script what the room is at; the html only where it has another."""
    return JsonResponse(_told(request.seat, key=request.GET.get("key", "")))


@own_seat
@require_POST
def vote(request: SeatRequest) -> HttpResponse:
    """Take a vote; whoever votes after the reveal is shown what the room sees."""
    form = VoteForm(request.POST)
    if not form.is_valid():
        return _not_a_vote(request, form)
    said = form.cleaned_data
    try:
        kept = voting.cast(
            seat=request.seat,
            topic_id=said["topic"],
            ballot=said["ballot"],
            reply=said["reply"],
            revision=said["revision"],
            at=now(),
        )
    except SeatGone:  # a facilitator took it away at this moment
        return redirect(request.seat)
    except Refusal as refusal:
        return _too_late(request, refusal)
    if not _from_script(request):
        return redirect(request.seat)
    return JsonResponse({"mine": own_votes.as_json(own_votes.of_vote(kept, said["topic"], said["ballot"]))})


@own_seat
@require_POST
def leave(request: SeatRequest) -> HttpResponse:
    """Give up the seat."""
    seating.leave(seat=request.seat, at=now())
    page = redirect("workshops:enter")
    capabilities.forget(request, page, request.seat.pk)
    messages.success(request, _("You have left the room. Its code lets you in again."))
    return page


@own_seat
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: SeatRequest) -> HttpResponse:
    """Say what becomes of the answers; posted, begin. Whoever has begun goes on."""
    seat = request.seat
    if seat.response is not None:
        return _to_sheet(request, seat.response)
    if seat.workshop.phase != Workshop.Phase.ANSWERING:
        return redirect(seat)
    form = _consent_form(request)
    if request.method != "POST" or not form.is_valid():
        return _consent_page(request, form)
    if _was_told_otherwise(request):
        form.add_error(None, _("What you are told has changed. Read it again before you begin."))
        return _consent_page(request, form, status=HTTPStatus.CONFLICT)
    try:
        sheet = own_sheets.begin(seat=seat, at=now(), **form.said())
    except NotAnswering as refusal:
        messages.error(request, str(refusal))
        return redirect(seat)
    return _to_sheet(request, sheet)


def _told(seat: Seat, *, key: str = "") -> dict[str, Any]:
    room = faces.room(seat.workshop_id, now())
    told = faces.told(room, Face.PHONE, key)
    ticket = tickets.address(workshop_id=seat.workshop_id, face=Face.PHONE, holder=seat.pk)
    return {**told, "ticket": ticket, "mine": own_votes.as_json(own_votes.mine(seat, room))}


def _not_a_vote(request: SeatRequest, form: VoteForm) -> HttpResponse:
    message = " ".join(str(text) for texts in form.errors.values() for text in texts)
    if _from_script(request):
        body = {"error": "invalid", "message": message}
        return JsonResponse(body, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.error(request, message)
    return redirect(request.seat)


def _too_late(request: SeatRequest, refusal: Refusal) -> HttpResponse:
    if _from_script(request):
        body = {"error": "shown", "message": str(refusal), "state": _told(request.seat)}
        return JsonResponse(body, status=HTTPStatus.CONFLICT)
    messages.error(request, str(refusal))
    return redirect(request.seat)


def _from_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _to_sheet(request: SeatRequest, sheet: Response) -> HttpResponse:
    """Lead to the questions, and from them back to the seat."""
    page = redirect("assessments:answer", sheet.pk)
    sheets_held.grant(request, page, [sheet.pk])
    ways_back.remember(request, page, sheet.pk, reverse("workshops:seat", args=[request.seat.pk]))
    return page


def _consent_form(request: SeatRequest) -> ConsentForm:
    round_ = request.seat.workshop.assessment
    return ConsentForm(
        request.POST if request.method == "POST" else None,
        kit=kits.load(round_.framework.checksum, round_.lens_checksums),
        asks_group=not request.seat.group,
        asks_name=round_.mode == Assessment.Mode.OPEN,
        breakdowns=round_.breakdowns,
        initial={"name": request.seat.name},
    )


def _was_told_otherwise(request: SeatRequest) -> bool:
    """Say whether the page was read before the room went back to preparing and the round became another."""
    mode = request.seat.workshop.assessment.mode
    return request.POST.get("told", mode) != mode


def _consent_page(request: SeatRequest, form: ConsentForm, *, status: int = 0) -> HttpResponse:
    round_ = request.seat.workshop.assessment
    kit = kits.load(round_.framework.checksum, round_.lens_checksums)
    context = {"form": form, "consent": consent.for_round(round_), "kit": kit}
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "assessments/people/consent.html", context, status=status or usual)
