"""What a phone holds: a signed cookie of its seats, without an account and without a row of its own."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

LIMIT = 20  # seats one browser holds
LIFETIME = timedelta(hours=12)  # a code is good for eight, and the end may be looked at afterwards
_COOKIE = signing.TimestampSigner(salt="workshops.capabilities", sep=".")


def cookie_name() -> str:
    """Return the cookie's name; the prefix binds it to this very host."""
    return "__Host-seats" if settings.SECURE else "seats"


def held(request: HttpRequest) -> list[UUID]:
    """Return the seats that the browser holds, oldest first; none if tampered with or expired."""
    try:
        packed = _COOKIE.unsign(request.COOKIES.get(cookie_name(), ""), max_age=LIFETIME)
        return [_unpack(part) for part in packed.split("~") if part]
    except (signing.BadSignature, ValueError):
        return []


def holds(request: HttpRequest, seat_id: UUID) -> bool:
    """Say whether the browser holds a seat."""
    return seat_id in held(request)


def grant(request: HttpRequest, page: HttpResponse, seat_id: UUID) -> None:
    """Add a seat to those that the browser holds."""
    _keep(page, [*(pk for pk in held(request) if pk != seat_id), seat_id])


def forget(request: HttpRequest, page: HttpResponse, seat_id: UUID) -> None:
    """Take a seat from those that the browser holds."""
    _keep(page, [pk for pk in held(request) if pk != seat_id])


def _keep(page: HttpResponse, seat_ids: list[UUID]) -> None:
    page.set_cookie(
        cookie_name(),
        _COOKIE.sign("~".join(_pack(pk) for pk in seat_ids[-LIMIT:])),
        max_age=LIFETIME,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _pack(pk: UUID) -> str:
    return urlsafe_b64encode(pk.bytes).decode().rstrip("=")


def _unpack(text: str) -> UUID:
    return UUID(bytes=urlsafe_b64decode(text + "=="))
