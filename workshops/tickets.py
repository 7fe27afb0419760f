"""What opens a stream: a signed text that names the room, what is shown of it, and to whom.

A stream asks the database nothing, so whoever may see a face is decided where the ticket is given out, and a
ticket is soon worth nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

LIFETIME = timedelta(minutes=15)
_SIGNER = signing.TimestampSigner(salt="workshops.tickets", sep=".")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One holder's way to the stream of one face of one room."""

    workshop_id: UUID
    face: str  # a `faces.Face`
    holder: str  # the id of a seat, a member or a screen
    signed_at: float = field(default_factory=time.time, compare=False)

    def seconds_left(self) -> float:
        """Return how long the ticket still works: a stream ends with it, whenever it was opened."""
        return self.signed_at + LIFETIME.total_seconds() - time.time()


def signed(ticket: Ticket) -> str:
    """Return a ticket as the text that its address carries."""
    return _SIGNER.sign(f"{ticket.workshop_id.hex}.{ticket.face}.{ticket.holder}")


def address(*, workshop_id: UUID, face: str, holder: object) -> str:
    """Return the path of a stream; it works for a quarter of an hour."""
    ticket = Ticket(workshop_id, str(face), str(holder))
    return reverse("workshops:stream", kwargs={"ticket": signed(ticket)})


def read(text: str) -> Ticket | None:
    """Return the ticket, if it is genuine and not too old."""
    try:
        workshop_id, face, holder = _SIGNER.unsign(text, max_age=LIFETIME).split(".", 2)
    except signing.BadSignature:
        return None
    return Ticket(UUID(hex=workshop_id), face, holder, _signed_at(text))


def _signed_at(genuine: str) -> float:
    return float(signing.b62_decode(genuine.rsplit(_SIGNER.sep, 2)[1]))
