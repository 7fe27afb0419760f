"""Put a letter into the form that mail servers exchange, with headers that nobody can add to."""

from __future__ import annotations

import re
from email.utils import formataddr, formatdate, parseaddr
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.utils.crypto import constant_time_compare, salted_hmac

from mailing import unsubscribing
from mailing.letters import Letter
from mailing.models import Message

_OUR_ID = re.compile(r"<([0-9a-f]{32})\.([0-9a-f]{20})@")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LONGEST = 150


class MalformedAddress(ValueError):
    """Nothing can be sent to such an address."""


def write(message: Message, letter: Letter) -> bytes:
    """Return the whole message as bytes; what is typed by people adds no header."""
    mail = EmailMultiAlternatives(
        subject=one_line(letter.subject),
        body=letter.text,
        from_email=formataddr((one_line(message.organisation.name), sender())),
        to=[_valid(message.address)],
        reply_to=[letter.reply_to] if _is_valid(letter.reply_to) else None,
        headers={
            "Message-ID": id_of(message.pk),
            "Date": formatdate(),
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{unsubscribing.link(message)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    return _LINE_END.sub(b"\r\n", mail.message().as_bytes())


def sender() -> str:
    """Return the one address that messages come from and bounces return to."""
    return parseaddr(settings.MAIL_FROM)[1]


def one_line(text: str) -> str:
    """Return text that fits a header: one line, nothing invisible, not without end."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:_LONGEST]


def id_of(pk: UUID) -> str:
    """Return the Message-ID; its second part is a signature, so that bounces cannot be made up."""
    return f"<{pk.hex}.{_signature(pk.hex)}@{sender().rpartition('@')[2]}>"


def pk_in(message_id: str) -> UUID | None:
    """Return which message a Message-ID names, if it is one of ours."""
    match = _OUR_ID.search(message_id)
    if match is None or not constant_time_compare(match[2], _signature(match[1])):
        return None
    return UUID(hex=match[1])


def _signature(text: str) -> str:
    return salted_hmac("mailing.envelopes", text, algorithm="sha256").hexdigest()[:20]


def _valid(address: str) -> str:
    if not _is_valid(address):
        raise MalformedAddress
    return address


def _is_valid(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
