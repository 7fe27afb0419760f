"""Links by which the owner of an address asks for no more mail of an organisation."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import Organisation
from mailing import suppressions
from mailing.models import Message, Suppression

_SIGNER = signing.Signer(salt="mailing.unsubscribing", sep=".")


def link(message: Message) -> str:
    """Return the address at which no more mail is asked for; it works as long as the organisation is there."""
    return settings.BASE_URL + reverse("mailing:stop", kwargs={"token": token(message)})


def token(message: Message) -> str:
    """Return what such a link carries: the organisation and the key of the address, signed."""
    key = suppressions.key_of(organisation_id=message.organisation_id, address=message.address)
    packed = urlsafe_b64encode(message.organisation_id.bytes + bytes.fromhex(key)).decode().rstrip("=")
    return _SIGNER.sign(packed)


def read(signed: str) -> tuple[Organisation, str] | None:
    """Return the organisation and the key of the address that a link is for, if it is genuine."""
    try:
        packed = urlsafe_b64decode(_SIGNER.unsign(signed) + "==")
    except (signing.BadSignature, ValueError):
        return None
    organisation = Organisation.objects.filter(pk=UUID(bytes=packed[:16])).first()
    return (organisation, packed[16:].hex()) if organisation else None


def stop(*, organisation: Organisation, key: str, at: datetime) -> None:
    """Send no more mail of the organisation to the address."""
    suppressions.add_key(organisation=organisation, key=key, reason=Suppression.Reason.ASKED, at=at)
