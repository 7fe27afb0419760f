"""Put messages into the queue: each once, within the day's allowance, never to who wants none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from accounts import audit
from accounts.models import Organisation, User
from mailing import allowance, folder, refusals, suppressions, tasks
from mailing.models import Message, Suppression

_BATCH = 500
_Letter = tuple[UUID | str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """What became of the messages that were to be queued; those queued before are in none of these."""

    count: int = 0
    held: int = 0
    suppressed: int = 0

    def __add__(self, other: Queued) -> Queued:
        return Queued(
            count=self.count + other.count,
            held=self.held + other.held,
            suppressed=self.suppressed + other.suppressed,
        )


@transaction.atomic
def queue(
    *, organisation: Organisation, kind: str, topic: UUID, letters: Iterable[_Letter], at: datetime
) -> Queued:
    """Queue a message for each (about, address, key); a key that was queued before is passed over.

    The tasks are rows of the same transaction: what is queued is also going to be delivered.
    """
    left = allowance.left(allowance.locked(organisation), at)
    total = Queued()
    for batch in _batches(letters):
        rows = _rows(organisation, kind=kind, topic=topic, letters=batch, at=at)
        _set_states(rows, suppressed=_suppressed(organisation, rows), left=left - total.count, at=at)
        Message.objects.bulk_create(rows)
        tasks.enqueue([row.pk for row in rows if row.state == Message.State.QUEUED])
        total += _counted(rows)
    return total


@transaction.atomic
def forget(*, organisation: Organisation, address: str) -> int:
    """Delete every message to an address, and the files of those that were kept or were about to be."""
    messages = Message.objects.filter(organisation=organisation, address__iexact=address)
    kept = list(messages.values_list("pk", flat=True))
    count = messages.delete()[0]
    transaction.on_commit(lambda: folder.remove(kept))
    return count


@transaction.atomic
def forget_texts(*, organisation: Organisation, about: str) -> None:
    """Delete the texts that were kept of letters about somebody; that they were written stays known."""
    kept = Message.objects.filter(organisation=organisation, about=about, is_kept=True)
    ids = list(kept.values_list("pk", flat=True))
    kept.update(is_kept=False)
    transaction.on_commit(lambda: folder.remove(ids))


@transaction.atomic
def send_again(*, message: Message, by: User, at: datetime) -> None:
    """Queue a message anew that failed, or of which nobody knows whether it arrived."""
    if allowance.left(allowance.locked(message.organisation), at) == 0:
        raise refusals.DayIsFull
    again = Message.objects.filter(pk=message.pk).sendable_again()
    if not again.update(
        state=Message.State.QUEUED, attempts=0, error="", queued_at=at, next_at=at, claim=None, left_at=None
    ):
        raise refusals.NotToBeSentAgain
    audit.record(organisation=message.organisation, action="mail.sent_again", subject=message.pk, by=by)
    tasks.enqueue([message.pk])


def _batches(letters: Iterable[_Letter]) -> Iterator[dict[str, _Letter]]:
    remaining = iter(letters)
    while batch := list(islice(remaining, _BATCH)):
        by_key: dict[str, _Letter] = {}
        for letter in batch:
            by_key.setdefault(letter[2], letter)  # of two with one key the first counts
        yield by_key


def _rows(
    organisation: Organisation, *, kind: str, topic: UUID, letters: Mapping[str, _Letter], at: datetime
) -> list[Message]:
    queued = Message.objects.filter(organisation=organisation, key__in=list(letters))
    before = set(queued.values_list("key", flat=True))
    return [
        Message(
            organisation=organisation,
            kind=kind,
            topic=topic,
            about=str(about),
            address=address,
            key=key,
            queued_at=at,
            next_at=at,
        )
        for about, address, key in letters.values()
        if key not in before
    ]


def _suppressed(organisation: Organisation, rows: Iterable[Message]) -> set[UUID]:
    keys = {row.pk: suppressions.key_of(organisation_id=organisation.pk, address=row.address) for row in rows}
    listed = Suppression.objects.filter(organisation=organisation).keys_among(keys.values())
    return {pk for pk, key in keys.items() if key in listed}


def _set_states(rows: Iterable[Message], *, suppressed: set[UUID], left: int, at: datetime) -> None:
    for row in rows:
        if row.pk in suppressed:
            row.state, row.error = Message.State.SUPPRESSED, suppressions.reason_given()
        elif left > 0:
            left -= 1
        else:
            row.state, row.next_at = Message.State.HELD, allowance.next_day(at)


def _counted(rows: Iterable[Message]) -> Queued:
    states = [row.state for row in rows]
    return Queued(
        count=states.count(Message.State.QUEUED),
        held=states.count(Message.State.HELD),
        suppressed=states.count(Message.State.SUPPRESSED),
    )
