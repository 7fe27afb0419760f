"""What a phone holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from pytest_django.fixtures import Settings

from workshops import capabilities


def browser(*seats: UUID) -> HttpRequest:
    """Return a request from a browser that was given these seats."""
    request, page = HttpRequest(), HttpResponse()
    for seat in seats:
        capabilities.grant(request, page, seat)
        request.COOKIES = {name: cookie.value for name, cookie in page.cookies.items()}
    return request


def test_a_browser_holds_what_it_was_given_and_no_more():
    seats = [uuid4(), uuid4()]
    request = browser(*seats)
    assert capabilities.held(request) == seats
    assert not capabilities.holds(request, uuid4())


def test_the_twenty_latest_seats_are_held():
    seats = [uuid4() for _ in range(capabilities.LIMIT + 3)]
    assert capabilities.held(browser(*seats)) == seats[3:]


def test_a_seat_that_was_left_is_not_held():
    kept, left = uuid4(), uuid4()
    request, page = browser(kept, left), HttpResponse()

    capabilities.forget(request, page, left)
    request.COOKIES = {name: cookie.value for name, cookie in page.cookies.items()}

    assert capabilities.held(request) == [kept]


@pytest.mark.parametrize("spoil", [lambda cookie: cookie[:-1] + "x", lambda _cookie: "x", lambda _cookie: ""])
def test_a_forged_cookie_holds_nothing(spoil: Callable[[str], str]):
    request = browser(uuid4())
    request.COOKIES = {name: spoil(cookie) for name, cookie in request.COOKIES.items()}
    assert capabilities.held(request) == []


def test_a_seat_is_held_for_half_a_day(monkeypatch: pytest.MonkeyPatch):
    seat = uuid4()
    request = browser(seat)
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + timedelta(hours=12).total_seconds() - 2)
    assert capabilities.held(request) == [seat]
    monkeypatch.setattr(time, "time", lambda: clock() + timedelta(hours=12).total_seconds() + 2)
    assert capabilities.held(request) == []


def test_the_cookie_is_bound_to_the_host_where_there_is_tls(settings: Settings):
    settings.SECURE = True
    page = HttpResponse()
    capabilities.grant(HttpRequest(), page, uuid4())
    cookie = page.cookies["__Host-seats"]
    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
