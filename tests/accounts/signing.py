"""What people do by hand when they sign in: type, read mail, look at an app."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from typing import TYPE_CHECKING

from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import people
from accounts.models import User

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Page

PASSWORD = "a phrase nobody guesses"


def send_mail(settings: Settings) -> None:
    """Send mail, as settings do where EMAIL_URL is given, but keep it here."""
    settings.MAIL_IS_SENT = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> Page:
    """Sign in as Mira."""
    data = {"login": "mira@example.org", "password": password, **more}
    return client.post(reverse("accounts:sign-in"), data)


def signed_in(client: Client) -> bool:
    """Say whether somebody is signed in."""
    return client.get(reverse("accounts:account")).status_code == 200


def verified(user: User) -> User:
    """Verify a person's address."""
    people.vouch_for_address(user=user)
    return user


def last_mail() -> str:
    """Return the text of the last message."""
    return str(mail.outbox[-1].body)


def code_in_mail() -> str:
    """Return the code in the last message."""
    found = re.search(r"^[A-Z0-9-]{5,}$", last_mail(), re.MULTILINE)
    assert found, last_mail()
    return found.group()


def app_code(secret: str, *, later: int = 0) -> str:
    """Return what an app shows for a key now, or so many half minutes later (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def add_app(client: Client) -> str:
    """Add an app to the account of a browser that proved who it is, and return its key."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = str(page.context["form"].secret)
    client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    return secret
