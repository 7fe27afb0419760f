"""Ten wrong passwords in ten minutes, from one address or for one account; right ones are not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import RateBucket, User

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Page

pytestmark = pytest.mark.django_db

PASSWORD = "a phrase nobody guesses"


@pytest.fixture(autouse=True)
def mira() -> User:
    return User.objects.create_user("mira@example.org", PASSWORD)


def sign_in(account: str, password: str, address: str = "192.0.2.1") -> Page:
    data = {"login": account, "password": password}
    return Client().post(reverse("accounts:sign-in"), data, REMOTE_ADDR=address)


def test_the_eleventh_wrong_password_from_one_address_is_429_and_says_when_to_come_back():
    statuses = [sign_in(f"person{number}@example.org", "wrong").status_code for number in range(10)]
    page = sign_in("person11@example.org", "wrong")

    assert statuses == [422] * 10
    assert page.status_code == 429
    # One attempt comes back a minute; the ten before took some of the first.
    assert 30 <= int(page.headers["Retry-After"]) <= 60
    assert "in about 1 minute." in page.content.decode()
    assert sign_in("mira@example.org", PASSWORD, address="192.0.2.2").status_code == 302


@pytest.mark.parametrize("spelling", ["mira@example.org", " MIRA@example.org "])
def test_the_eleventh_wrong_password_for_one_account_is_429_from_any_address(spelling: str):
    for number in range(10):
        assert sign_in("mira@example.org", "wrong", address=f"192.0.2.{number}").status_code == 422

    assert sign_in(spelling, "wrong", address="198.51.100.1").status_code == 429
    assert sign_in("otto@example.org", "wrong", address="198.51.100.1").status_code == 422


def test_a_right_password_is_let_in_after_nine_wrong_ones_and_is_never_counted():
    for _ in range(9):
        sign_in("mira@example.org", "wrong")

    assert [sign_in("mira@example.org", PASSWORD).status_code for _ in range(30)] == [302] * 30
    assert sign_in("mira@example.org", "wrong").status_code == 422


def test_an_incomplete_form_is_not_counted():
    assert [sign_in("mira@example.org", "").status_code for _ in range(12)] == [422] * 12
    assert RateBucket.objects.count() == 0


def test_signing_in_changes_the_session_key_that_a_stranger_may_have_planted(client: Client):
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key

    client.post(reverse("accounts:sign-in"), {"login": "mira@example.org", "password": PASSWORD})

    assert client.session.session_key not in {planted, None}
