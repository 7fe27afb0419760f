"""The sheet that somebody answers alone in a room that begins from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assessments import links, refusals, taking_part
from assessments.models import Participant, Response
from workshops import broadcast
from workshops.models import Seat, Workshop
from workshops.refusals import NotAnswering


@transaction.atomic
def begin(
    *, seat: Seat, at: datetime, group: str = "", name: str = "", traits: Mapping[str, str] | None = None
) -> Response:
    """Give a seat its sheet once its person has read what they are told; each time the same.

    The seat is locked before the round. Closing locks the round and then only seats that have a sheet.
    """
    locked = Seat.objects.select_for_update(of=("self",), no_key=True).with_room().get(pk=seat.pk)
    if locked.response is not None:
        return locked.response
    if locked.workshop.phase != Workshop.Phase.ANSWERING:
        raise NotAnswering
    round_ = locked.workshop.assessment
    person = Participant(assessment=round_, group=locked.group or group, added_at=at)
    links.given(person).save()
    try:
        said = "" if round_.confidential else name
        sheet = taking_part.begin(participant=person, at=at, name=said, traits=traits)
    except refusals.Refusal as refusal:  # the answering ended at this moment
        raise NotAnswering from refusal
    locked.response, locked.group = sheet, person.group
    locked.save(update_fields=["response", "group"])
    broadcast.changed(locked.workshop_id)
    return sheet


def state(seat: Seat) -> str:
    """Say how far a seat's own sheet is, as the page shows it: not begun, begun or sent."""
    if seat.response is None:
        return "none"
    return "sent" if seat.response.sent else "begun"


def waits_for_others(seat: Seat) -> bool:
    """Say whether somebody has sent their sheet while others still answer."""
    return seat.workshop.phase == Workshop.Phase.ANSWERING and state(seat) == "sent"
