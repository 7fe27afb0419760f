"""The link by which a room's own computer shows the projector's page: signed, and good as long as the code."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from uuid import UUID

from django.core import signing

from workshops.models import Workshop

_SIGNER = signing.Signer(salt="workshops.screens", sep=".")
_UUID_BYTES = 16
HOLDER = "screen "


def token(workshop: Workshop, at: datetime) -> str:
    """Return what the link carries, nothing while the workshop has no code that works."""
    if not workshop.code or workshop.code_expires_at is None or at >= workshop.code_expires_at:
        return ""
    expires = int(workshop.code_expires_at.timestamp())
    packed = workshop.pk.bytes + f"{expires:x} {workshop.code}".encode()
    return _SIGNER.sign(urlsafe_b64encode(packed).decode().rstrip("="))


def holder(link: str) -> str:
    """Return a name for the screens of one link that fits on a ticket; it may be open on several."""
    return f"{HOLDER}{link[-16:]}"


def admitted(workshop: Workshop, at: datetime) -> str | None:
    """Return the only such name that may look on; None where all may, for the last words."""
    return None if workshop.ended and not workshop.code else holder(token(workshop, at))


def shown_by(text: str, at: datetime) -> UUID | None:
    """Return the workshop that a link shows; None once its code is another or has expired.

    The end of the session takes the code away and leaves the screen, for the last words.
    """
    try:
        packed = urlsafe_b64decode(_SIGNER.unsign(text) + "==")
    except (signing.BadSignature, ValueError):
        return None
    expires, _space, code = packed[_UUID_BYTES:].decode().partition(" ")
    if at.timestamp() >= int(expires, 16):
        return None
    rows = Workshop.objects.filter(pk=UUID(bytes=packed[:_UUID_BYTES]))
    for pk, now, phase in rows.values_list("pk", "code", "phase"):
        return pk if now == code or (not now and phase == Workshop.Phase.ENDED) else None
    return None
