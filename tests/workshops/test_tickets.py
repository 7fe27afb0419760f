"""What opens a stream."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core import signing

from workshops import tickets
from workshops.tickets import Ticket

TICKET = Ticket(UUID("8f14e45f-ceea-467f-a0e6-b1c3d7c1a111"), "phone", "a seat. or a screen")


def test_ticket_says_what_it_was_signed_for():
    assert tickets.read(tickets.signed(TICKET)) == TICKET


def test_ticket_knows_how_long_it_still_works():
    read = tickets.read(tickets.signed(TICKET))
    assert read is not None
    assert 0 <= tickets.LIFETIME.total_seconds() - read.seconds_left() < 5


def test_address_carries_the_ticket():
    seat = uuid4()
    path = tickets.address(workshop_id=TICKET.workshop_id, face="phone", holder=seat)
    assert tickets.read(path.removeprefix("/live/").removesuffix("/")) == Ticket(
        TICKET.workshop_id, "phone", str(seat)
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "8f14e45fceea467fa0e6b1c3d7c1a111.phone.seat",
        tickets.signed(TICKET)[:-1] + "-",
        tickets.signed(TICKET).replace("phone", "console"),
        signing.TimestampSigner(salt="workshops.elsewhere", sep=".").sign("8f14e45f.phone.seat"),
    ],
    ids=["nothing", "a letter", "unsigned", "another end", "another face", "signed for something else"],
)
def test_forged_ticket_opens_nothing(text: str):
    assert tickets.read(text) is None


def test_ticket_works_for_a_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch):
    signed, clock = tickets.signed(TICKET), time.time
    monkeypatch.setattr(time, "time", lambda: clock() + timedelta(minutes=15).total_seconds() - 2)
    assert tickets.read(signed) == TICKET
    monkeypatch.setattr(time, "time", lambda: clock() + timedelta(minutes=15).total_seconds() + 2)
    assert tickets.read(signed) is None
