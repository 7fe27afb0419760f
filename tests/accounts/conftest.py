"""A person with a password, a server that sends mail, and a browser that has just proved who it is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts import signing


@pytest.fixture
def mira(db: None) -> User:
    return User.objects.create_user("mira@example.org", signing.PASSWORD, name="Mira")


@pytest.fixture
def mail(settings: Settings) -> None:
    """Send mail."""
    signing.send_mail(settings)


@pytest.fixture
def member(mira: User, client: Client) -> Client:
    """Return a browser signed in by password that has just typed it again."""
    signing.sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": signing.PASSWORD})
    return client
