"""What the mail pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from mailing.models import Message, Suppression

if TYPE_CHECKING:
    from accounts.models import Organisation

PER_PAGE = 50
_UNDER_WAY = (Message.State.QUEUED, Message.State.SENDING)
_DONE = (Message.State.SENT, Message.State.FAILED, Message.State.SUPPRESSED, Message.State.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Share:
    """How many messages are in one state."""

    state: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an organisation's mail is."""

    total: int
    done: int
    under_way: int
    shares: tuple[Share, ...]


def progress(organisation: Organisation) -> Progress:
    """Return how many messages are in each state, states without any left out."""
    counts = Message.objects.filter(organisation=organisation).counts()
    return Progress(
        total=sum(counts.values()),
        done=sum(counts.get(state, 0) for state in _DONE),
        under_way=sum(counts.get(state, 0) for state in _UNDER_WAY),
        shares=tuple(
            Share(state.value, str(state.label), counts[state]) for state in Message.State if state in counts
        ),
    )


def log(organisation: Organisation, *, state: str, page: str) -> Page[Message]:
    """Return one page of the log, newest first, of one state or of all."""
    messages = Message.objects.filter(organisation=organisation)
    if state in Message.State.values:
        messages = messages.filter(state=state)
    return Paginator(messages.newest_first(), PER_PAGE).get_page(page)


def suppressed(organisation: Organisation) -> tuple[Share, ...]:
    """Return how many addresses get no mail, by reason."""
    counts = Suppression.objects.filter(organisation=organisation).counts()
    return tuple(
        Share(reason.value, str(reason.label), counts[reason])
        for reason in Suppression.Reason
        if reason in counts
    )
