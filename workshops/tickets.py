"""What opens a stream: a signed text that names the room, what is shown of it, and to whom.

A stream asks the database nothing, so whoever may see a face is decided where the ticket is given out, and a
ticket is soon worth nothing.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

LIFETIME = timedelta(minutes=15)
_SIGNER = signing.TimestampSigner(salt="workshops.tickets", sep=".")
_UUID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Ticket:
    """One holder's way to the stream of one face of one room."""

    workshop_id: UUID
    face: str  # a `faces.Face`
    holder: str  # the id of a seat, a member or a screen


def signed(ticket: Ticket) -> str:
    """Return a ticket as the text that its address carries."""
    packed = urlsafe_b64encode(ticket.workshop_id.bytes + f"{ticket.face} {ticket.holder}".encode())
    return _SIGNER.sign(packed.decode().rstrip("="))


def address(*, workshop_id: UUID, face: str, holder: object) -> str:
    """Return the path of a stream; it works for a quarter of an hour."""
    ticket = Ticket(workshop_id, str(face), str(holder))
    return reverse("workshops:stream", kwargs={"ticket": signed(ticket)})


def read(text: str) -> Ticket | None:
    """Return the ticket, if it is genuine and not too old."""
    try:
        packed = urlsafe_b64decode(_SIGNER.unsign(text, max_age=LIFETIME) + "==")
    except (signing.BadSignature, ValueError):
        return None
    face, _space, holder = packed[_UUID_BYTES:].decode().partition(" ")
    return Ticket(UUID(bytes=packed[:_UUID_BYTES]), face, holder)
