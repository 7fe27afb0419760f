"""Browsers in which somebody is signed in."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from tests import factories


def as_(person: User) -> Client:
    """Return a browser in which a person is signed in."""
    client = Client()
    client.force_login(person)
    return client


def member(of: Organisation, role: str = "owner") -> Client:
    """Return the browser of a new member."""
    return as_(factories.member(of, role))


def proved(of: Organisation, role: str = "owner") -> Client:
    """Return the browser of a new member who has just typed the password again."""
    client = member(of, role)
    client.post(reverse("account_reauthenticate"), {"password": "a good long password"})
    return client
