"""The way in: the code on the screen, a seat, and what is answered to wrong codes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import RateBucket
from tests import factories, rooms
from workshops import capabilities, codes, seating
from workshops.models import Seat, Workshop
from workshops.views import joining

pytestmark = pytest.mark.django_db

ENTER = "/room/"
WRONG = "ZZZZZZZZ"


def words(body: bytes) -> str:
    """Return a page without its token and what was typed."""
    return re.sub(r'value="[^"]*"', "", body.decode())


def test_a_typed_code_leads_to_the_room(client: Client):
    workshop = rooms.workshop()
    page = client.post(ENTER, {"code": codes.spelled(workshop.code).lower()})
    assert (page.status_code, page.headers["Location"]) == (
        302,
        reverse("workshops:join", args=[workshop.code]),
    )


def test_an_empty_code_is_no_wrong_code(client: Client):
    page = client.post(ENTER, {"code": " "})
    assert (page.status_code, RateBucket.objects.count()) == (422, 0)
    assert "Enter the code that the screen shows." in page.content.decode()


def test_looking_at_the_room_takes_no_seat(client: Client):
    workshop = rooms.workshop(title="Day with the board")
    for _ in range(100):
        page = client.get(reverse("workshops:join", args=[workshop.code]))
    assert (page.status_code, Seat.objects.count()) == (200, 0)
    assert "Day with the board" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "strict-origin"


def test_a_seat_is_taken_with_name_and_group(client: Client):
    workshop = rooms.workshop()
    page = client.post(
        reverse("workshops:join", args=[workshop.code]), {"name": " Ada ", "group": "leadership"}
    )
    seat = workshop.seats.get()
    assert (seat.name, seat.group) == ("Ada", "leadership")
    assert (page.status_code, page.headers["Location"]) == (302, reverse("workshops:seat", args=[seat.pk]))
    cookie = page.cookies[capabilities.cookie_name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 60 * 60)


def test_name_and_group_may_be_left_out_after_a_round(client: Client):
    workshop = rooms.workshop()
    assert client.post(reverse("workshops:join", args=[workshop.code])).status_code == 302
    assert (workshop.seats.get().name, workshop.seats.get().group) == ("", "")


def test_who_answers_in_the_room_says_their_group(client: Client):
    workshop = rooms.workshop(from_nothing=True, phase=Workshop.Phase.ANSWERING)
    page = client.post(reverse("workshops:join", args=[workshop.code]), {"name": "Ada"})
    assert (page.status_code, Seat.objects.count()) == (422, 0)
    assert 'value="Ada"' in page.content.decode()
    assert "Choose one." in page.content.decode()


def test_who_has_a_seat_comes_back_to_it(client: Client):
    workshop = rooms.workshop(seats=2)
    seat = workshop.seats.all()[0]
    factories.hold_seat(client, rooms.seat(rooms.workshop()), seat)
    path = reverse("workshops:join", args=[workshop.code])

    pages = [client.get(path), client.post(path, {"name": "Again"})]

    assert [(page.status_code, page.headers["Location"]) for page in pages] == [
        (302, seat.get_absolute_url())
    ] * 2
    assert workshop.seats.count() == 2


def test_who_was_removed_may_come_in_again(client: Client):
    workshop = rooms.workshop(seats=1)
    factories.hold_seat(client, workshop.seats.get())
    seating.leave(seat=workshop.seats.get(), at=now())

    client.post(reverse("workshops:join", args=[workshop.code]))

    assert workshop.seats.taken().count() == 1


def test_a_full_room_says_so_and_keeps_what_was_typed(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seating, "SEATS", 0)
    page = client.post(reverse("workshops:join", args=[rooms.workshop().code]), {"name": "Ada"})
    assert page.status_code == 409
    assert "Every seat in this room is taken." in page.content.decode()
    assert 'value="Ada"' in page.content.decode()


def test_wrong_expired_ended_and_impossible_codes_get_one_answer(client: Client):
    expired, ended = rooms.workshop(), rooms.workshop(phase=Workshop.Phase.ENDED)
    Workshop.objects.filter(pk=expired.pk).update(code_expires_at=now() - timedelta(seconds=1))
    tried = [WRONG, expired.code, ended.code, "short"]

    typed = [client.post(ENTER, {"code": code}) for code in tried]
    scanned = [client.get(reverse("workshops:join", args=[code])) for code in tried]
    told = {(page.status_code, words(page.content)) for page in [*typed, *scanned]}

    assert len(told) == 1
    assert told.pop()[0] == 404


def test_every_wrong_code_costs_the_same_queries(client: Client):
    expired = rooms.workshop()
    Workshop.objects.filter(pk=expired.pk).update(code_expires_at=now() - timedelta(seconds=1))
    client.post(ENTER, {"code": WRONG})

    costs = set()
    for code in (WRONG, expired.code, "short"):
        with CaptureQueriesContext(connection) as asked:
            client.post(ENTER, {"code": code})
        costs.add(len(asked))

    assert len(costs) == 1


@pytest.fixture
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time pass in which tokens come back."""
    at = now()
    monkeypatch.setattr(joining, "now", lambda: at)


@pytest.mark.usefixtures("_one_moment")
def test_the_eleventh_wrong_code_within_a_minute_waits(client: Client):
    wrong = [client.post(ENTER, {"code": WRONG}).status_code for _ in range(10)]
    page = client.post(ENTER, {"code": WRONG})

    assert (wrong, page.status_code, page.headers["Retry-After"]) == ([404] * 10, 429, "6")
    assert "That were many wrong codes." in page.content.decode()


def test_a_right_code_is_never_refused_even_where_wrong_ones_are(client: Client):
    workshop = rooms.workshop()
    statuses = [client.post(ENTER, {"code": WRONG}).status_code for _ in range(11)]
    joined = reverse("workshops:join", args=[workshop.code])

    assert statuses[-1] == 429
    assert client.post(ENTER, {"code": workshop.code}).headers["Location"] == joined
    assert (client.get(joined).status_code, client.post(joined).status_code) == (200, 302)


@pytest.mark.usefixtures("_one_moment")
def test_wrong_codes_that_are_refused_anyway_write_nothing(client: Client):
    """A write waits for votes on SQLite, and votes for it: whoever floods the room's door is not to slow it."""
    for _try in range(10):
        client.post(ENTER, {"code": WRONG})
    with CaptureQueriesContext(connection) as asked:
        assert client.post(ENTER, {"code": WRONG}).status_code == 429
    told = [query["sql"].split()[0] for query in asked]
    assert set(told) == {"SELECT"}
    assert not any("FOR UPDATE" in query["sql"] for query in asked)


@pytest.mark.usefixtures("_one_moment")
def test_wrong_codes_from_everywhere_are_limited_too(client: Client):
    statuses = [
        client.post(ENTER, {"code": WRONG}, REMOTE_ADDR=f"192.0.2.{number // 10}").status_code
        for number in range(301)
    ]
    assert (statuses[:300], statuses[300]) == ([404] * 300, 429)


def test_300_phones_behind_one_address_join():
    workshop = rooms.workshop()
    path = reverse("workshops:join", args=[workshop.code])
    phones = [Client() for _ in range(300)]

    typed = {phone.post(ENTER, {"code": workshop.code}).status_code for phone in phones}
    seated = {phone.post(path).status_code for phone in phones}

    assert (typed, seated, workshop.seats.count(), RateBucket.objects.count()) == ({302}, {302}, 300, 0)
