"""Send messages, each at most once, whatever dies in between.

A message is claimed before the conversation with the mail server (committed), marked again right before its
text leaves, and marked as sent afterwards. Both later marks are set only by who holds the claim. Whoever
dies before the second mark has sent nothing; who dies after it may have, and a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mailing import carriers, envelopes, folder, letters, suppressions
from mailing.models import Message, Suppression

log = structlog.get_logger(__name__)
State = Message.State
Clock = Callable[[], datetime]
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
_A_WHILE = timedelta(seconds=5)  # how long one task sends before it makes way for others


def deliver(*, message_ids: Sequence[UUID], clock: Clock) -> Mapping[datetime, Sequence[UUID]]:
    """Send what is due of the messages, and return those that are to be tried again, by when."""
    again: dict[datetime, list[UUID]] = defaultdict(list)
    begun = clock()
    with carriers.ready() as carrier:
        for place, pk in enumerate(message_ids):
            if clock() > begun + _A_WHILE:
                again[begun].extend(message_ids[place:])
                break
            message = _claim(pk, clock())
            if message is None:
                continue
            try:
                _send(message, carrier, clock)
            except carriers.Later as reason:
                _put_back(message, str(reason), begun, again)
                if isinstance(reason, carriers.Away):
                    _postpone(message_ids[place + 1 :], begun, again)
                    break
    return again


def settle(*, at: datetime) -> list[UUID]:
    """Decide about messages whose sender died, and return those that can be sent without a doubt."""
    if not Message.objects.abandoned(at - _abandoned_after()).exists():
        return []
    with transaction.atomic():
        abandoned = Message.objects.abandoned(at - _abandoned_after()).select_for_update(skip_locked=True)
        rows = list(abandoned)
        safe = [row.pk for row in rows if row.left_at is None and row.attempts <= len(WAITS)]
        hopeless = [row.pk for row in rows if row.left_at is None and row.attempts > len(WAITS)]
        in_doubt = [row.pk for row in rows if row.left_at is not None]
        _set(safe, state=State.QUEUED, next_at=at, claim=None)
        _set(hopeless, state=State.FAILED, error=_("Sending was interrupted several times."))
        _set(in_doubt, state=State.DOUBTFUL, error=_("Sending was interrupted: it may have arrived."))
    return safe


def overdue(*, at: datetime) -> list[UUID]:
    """Return messages that should have been sent a while ago."""
    return list(Message.objects.due(at - _abandoned_after()).values_list("pk", flat=True)[:1000])


def _abandoned_after() -> timedelta:
    """Return after how long nobody is sending any more: a conversation with a mail server has three steps."""
    return timedelta(seconds=3 * settings.EMAIL_TIMEOUT)


def _set(message_ids: Sequence[UUID], **fields: object) -> None:
    if message_ids:
        Message.objects.filter(pk__in=message_ids).update(**fields)


def _claim(pk: UUID, at: datetime) -> Message | None:
    """Take a message, unless somebody else has or it is no longer waiting; committed at once."""
    claim = uuid4()
    taken = (
        Message.objects.due(at)
        .filter(pk=pk)
        .update(state=State.SENDING, claim=claim, claimed_at=at, left_at=None, attempts=F("attempts") + 1)
    )
    return Message.objects.select_related("organisation").get(pk=pk) if taken else None


def _send(message: Message, carrier: carriers.Carrier, clock: Clock) -> None:
    content = _content(message)
    if content is None:
        return
    try:
        carrier.carry(
            message.pk, message.address, content, leaves=lambda: _mark(message, left_at=clock()) == 1
        )
    except carriers.Refused as refusal:
        _mark(message, state=State.FAILED, error=str(refusal))
        if refusal.gone:
            suppressions.add(
                organisation=message.organisation,
                address=message.address,
                reason=Suppression.Reason.REFUSED,
                at=clock(),
            )
    except carriers.Unclear as doubt:
        _mark(message, state=State.DOUBTFUL, error=str(doubt))
    except carriers.Overtaken:
        log.warning("message taken over", message=str(message.pk))
    else:
        _mark(message, state=State.SENT, sent_at=clock(), error="", is_kept=carrier.keeps)
        if carrier.keeps and not Message.objects.filter(pk=message.pk).exists():
            folder.remove([message.pk])  # forgotten while it was written


def _content(message: Message) -> bytes | None:
    """Return what is to be sent; where there is nothing, say why in the message."""
    key = suppressions.key_of(organisation_id=message.organisation_id, address=message.address)
    if Suppression.objects.filter(organisation=message.organisation, key=key).exists():
        _mark(message, state=State.SUPPRESSED, error=suppressions.reason_given())
        return None
    try:
        with _as_the_organisation_reads(message):
            letter = letters.letter_for(message)
        if letter is not None:
            return envelopes.write(message, letter)
        _mark(message, state=State.SUPPRESSED, error=_("There was nothing left to say when its turn came."))
    except envelopes.MalformedAddress:
        _mark(message, state=State.FAILED, error=_("This is not an address that mail can be sent to."))
    except (OperationalError, InterfaceError):
        raise  # the database is away, which says nothing about the letter
    except Exception as fault:  # one letter that cannot be composed must not hold up the others
        log.exception("letter not composed", kind=message.kind, error=type(fault).__name__)
        raise carriers.Later(_("The text could not be composed.")) from fault
    return None


@contextmanager
def _as_the_organisation_reads(message: Message) -> Iterator[None]:
    organisation = message.organisation
    with translation.override(organisation.language), timezone.override(ZoneInfo(organisation.time_zone)):
        yield


def _mark(message: Message, **fields: object) -> int:
    """Write what became of a message, if it is still this claim that counts."""
    held = Message.objects.filter(
        pk=message.pk, claim=message.claim, state__in=[State.SENDING, State.DOUBTFUL]
    )
    return held.filter(state=State.SENDING).update(**fields) if "left_at" in fields else held.update(**fields)


def _put_back(message: Message, reason: str, at: datetime, again: dict[datetime, list[UUID]]) -> None:
    if message.attempts > len(WAITS):
        _mark(message, state=State.FAILED, error=reason)
        return
    next_at = at + WAITS[message.attempts - 1]
    if _mark(message, state=State.QUEUED, next_at=next_at, error=reason):
        again[next_at].append(message.pk)


def _postpone(message_ids: Sequence[UUID], at: datetime, again: dict[datetime, list[UUID]]) -> None:
    """Let the others wait as well, which does not count as an attempt."""
    next_at = at + WAITS[0]
    Message.objects.due(at).filter(pk__in=message_ids).update(next_at=next_at)
    again[next_at].extend(message_ids)
