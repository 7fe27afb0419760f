"""Where somebody goes back to who came to a sheet from elsewhere, such as a room.

A signed cookie, like what the browser holds: whoever sends people to a sheet says where they came from, and
the pages about answering lead back there. It outlives the sheet, which a confidential round deletes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

LIMIT = 5  # sheets of one browser that lead somewhere else
LIFETIME = timedelta(hours=12)
_SALT = "assessments.ways_back"


def cookie_name() -> str:
    """Return the cookie's name; the prefix binds it to this very host."""
    return "__Host-ways-back" if settings.SECURE else "ways-back"


def of(request: HttpRequest, response_id: UUID) -> str:
    """Return the path that leads back from a sheet, nothing where the pages go on as usual."""
    return _kept(request).get(response_id.hex, "")


def remember(request: HttpRequest, page: HttpResponse, response_id: UUID, path: str) -> None:
    """Let a sheet lead back to a path of this product."""
    others = [(held, way) for held, way in _kept(request).items() if held != response_id.hex]
    kept = dict([*others, (response_id.hex, path)][-LIMIT:])
    page.set_cookie(
        cookie_name(),
        signing.dumps(kept, salt=_SALT, compress=True),
        max_age=LIFETIME,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _kept(request: HttpRequest) -> dict[str, str]:
    try:
        kept: Any = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=_SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return {}
    return dict(kept)
