"""Read what a mail server reports about a message that came back (RFC 3464)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.message import Message as Part
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mailing import envelopes, suppressions
from mailing.models import Message, Suppression

LARGEST = 1024 * 1024


@transaction.atomic
def take(*, report: bytes, at: datetime) -> Message | None:
    """Mark the message that a report is about, and its address; None where it is about none of ours.

    Reports of a delay change nothing. Only a report that quotes our signed Message-ID counts.
    """
    parsed = message_from_bytes(report[:LARGEST], EmailMessage, policy=policy.default)
    status = _failure(parsed)
    message = _message(parsed)
    if status is None or message is None:
        return None
    message.state = Message.State.FAILED
    message.error = _("It came back (%(status)s).") % {"status": status[:12]}
    message.save(update_fields=["state", "error"])
    if status.startswith(("5.1.", "5.0.")):
        suppressions.add(
            organisation=message.organisation,
            address=message.address,
            reason=Suppression.Reason.BOUNCED,
            at=at,
        )
    return message


def _failure(report: EmailMessage) -> str | None:
    """Return the status of a failed delivery, "5.1.1" for one."""
    for part in _parts(report, "message/delivery-status"):
        for fields in _inside(part):
            if str(fields.get("Action", "")).strip().lower() == "failed":
                return str(fields.get("Status", "5.0.0")).strip()
    return None


def _message(report: EmailMessage) -> Message | None:
    """Return the message that the report quotes."""
    for quoted in _quoted_ids(report):
        pk = envelopes.pk_in(quoted)
        if pk is not None:
            return Message.objects.select_for_update().filter(pk=pk).first()
    return None


def _quoted_ids(report: EmailMessage) -> Iterator[str]:
    for part in _parts(report, "message/rfc822"):
        yield from (str(original.get("Message-ID", "")) for original in _inside(part))
    for part in _parts(report, "text/rfc822-headers"):
        yield str(part.get_payload())


def _inside(part: Part) -> list[Part]:
    inside: Any = part.get_payload()
    return inside if isinstance(inside, list) else []


def _parts(report: EmailMessage, kind: str) -> Iterator[Part]:
    return (part for part in report.walk() if part.get_content_type() == kind)
