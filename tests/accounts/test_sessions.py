"""A cookie of a session may hold anything."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "cookie",
    [r'"\000\000\000\000\000\000\000\000"', "A" * 32, "z" * 5000, "'; --", "z" * 32],
    ids=["nulls", "capitals", "long", "signs", "unknown"],
)
def test_cookie_that_names_no_session_is_that_of_a_stranger(cookie: str):
    page = Client().get(reverse("accounts:home"), HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={cookie}")
    assert page.headers["Location"] == f"{reverse('accounts:sign-in')}?next={reverse('accounts:home')}"


def test_cookie_that_names_a_session_is_that_of_its_person(mira: User):
    client = Client()
    client.force_login(mira)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page = Client().get(reverse("accounts:account"), HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={key}")
    assert page.context["user"] == mira
