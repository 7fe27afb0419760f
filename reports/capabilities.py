"""What a browser holds after a link to a report was opened in it: a signed cookie, as long as the link works.

Each entry says which link, whether its first page was counted, and when it ends. Nothing in it is about
the visitor, and no row is kept of them.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from struct import Struct
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from reports.models import Share

LIMIT = 60  # links one browser holds: far below the 4 kB a cookie may have
_COOKIE = signing.Signer(salt="reports.capabilities", sep=".")
_ENTRY = Struct(">16s?q")


@dataclass(frozen=True, slots=True)
class Held:
    """One link that was opened in the browser."""

    share: UUID
    counted: bool
    ends_at: int  # seconds since 1970


def cookie_name() -> str:
    """Return the cookie's name; the prefix binds it to this very host, and to the whole of it."""
    return "__Host-shared" if settings.SECURE else "shared"


def held(request: HttpRequest, share: UUID) -> Held | None:
    """Return what the browser holds of a link, None if nothing, or tampered with."""
    return next((entry for entry in _all(request) if entry.share == share), None)


def grant(request: HttpRequest, page: HttpResponse, share: Share, *, at: datetime) -> None:
    """Let the browser open a report from now on; one that it has opened before is not counted again."""
    ends_at = int(share.expires_at.timestamp())
    _keep(request, page, held(request, share.pk) or Held(share.pk, counted=False, ends_at=ends_at), at)


def counted(request: HttpRequest, page: HttpResponse, entry: Held, *, at: datetime) -> None:
    """Remember in the browser that its first page was counted."""
    _keep(request, page, replace(entry, counted=True), at)


def _keep(request: HttpRequest, page: HttpResponse, entry: Held, at: datetime) -> None:
    now = int(at.timestamp())
    others = (one for one in _all(request) if one.share != entry.share and one.ends_at > now)
    kept = [*others, entry][-LIMIT:]
    page.set_cookie(
        cookie_name(),
        _COOKIE.sign("~".join(_pack(one) for one in kept)),
        expires=datetime.fromtimestamp(max(one.ends_at for one in kept), UTC),
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _all(request: HttpRequest) -> list[Held]:
    try:
        packed = _COOKIE.unsign(request.COOKIES.get(cookie_name(), ""))
    except signing.BadSignature:
        return []
    return [_unpack(part) for part in packed.split("~")]


def _pack(entry: Held) -> str:
    return (
        urlsafe_b64encode(_ENTRY.pack(entry.share.bytes, entry.counted, entry.ends_at)).decode().rstrip("=")
    )


def _unpack(text: str) -> Held:
    share, counted, ends_at = _ENTRY.unpack(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return Held(UUID(bytes=share), counted, ends_at)
