"""What a browser holds without an account: signed cookies of ids, and the links that fill them.

One cookie holds responses, another the invitations whose link was opened: a person may come long before
there is a response.

A cookie instead of a session: nobody who answers needs a row of their own, and a database reader
learns nothing about browsers. Links carry a signature of 256 bits; nothing is looked up by guessing.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

LIMIT = 60  # responses one browser holds: far below the 4 kB a cookie may have
SHARED = 0  # stands where a personal link has its number, which begins at one
_COOKIE = signing.TimestampSigner(salt="assessments.capabilities", sep=".")
_INVITED = signing.TimestampSigner(salt="assessments.invitations", sep=".")
_NUMBER_BYTES = 2
_RESUME = signing.TimestampSigner(salt="assessments.resume", sep=".")
_JOIN = signing.Signer(salt="assessments.join", sep=".")


def cookie_name() -> str:
    """Return the cookie's name; the prefix binds it to this very host."""
    return "__Host-answers" if settings.SECURE else "answers"


def held(request: HttpRequest) -> list[UUID]:
    """Return the responses that the browser holds, oldest first; none if tampered with or expired."""
    try:
        packed = _COOKIE.unsign(request.COOKIES.get(cookie_name(), ""), max_age=settings.TRIAL_LIFETIME)
        return [_unpack(part) for part in packed.split("~") if part]
    except (signing.BadSignature, ValueError):
        return []


def holds(request: HttpRequest, response_id: UUID) -> bool:
    """Say whether the browser holds a response."""
    return response_id in held(request)


def grant(request: HttpRequest, page: HttpResponse, response_ids: Iterable[UUID]) -> None:
    """Add responses to those that the browser holds."""
    added = list(response_ids)
    kept = [*(pk for pk in held(request) if pk not in added), *added][-LIMIT:]
    _set_cookie(page, cookie_name(), _COOKIE.sign("~".join(_pack(pk) for pk in kept)))


def invitations_cookie_name() -> str:
    """Return the name of the cookie that holds invitations."""
    return "__Host-invitations" if settings.SECURE else "invitations"


def invitations(request: HttpRequest) -> list[tuple[UUID, int]]:
    """Return the invitations that the browser holds, each with the number of its link; oldest first."""
    try:
        cookie = request.COOKIES.get(invitations_cookie_name(), "")
        packed = _INVITED.unsign(cookie, max_age=settings.TRIAL_LIFETIME)
        return [_unpack_invitation(part) for part in packed.split("~") if part]
    except (signing.BadSignature, ValueError):
        return []


def invite(request: HttpRequest, page: HttpResponse, key: UUID, number: int) -> None:
    """Add an invitation to those that the browser holds; a newer link of the same takes its place."""
    kept = [*(held for held in invitations(request) if held[0] != key), (key, number)][-LIMIT:]
    packed = "~".join(_pack_invitation(*invitation) for invitation in kept)
    _set_cookie(page, invitations_cookie_name(), _INVITED.sign(packed))


def resume_token(response_id: UUID) -> str:
    """Return what a personal link carries; it works as long as a trial lives."""
    return _RESUME.sign(_pack(response_id))


def link_works_until(at: datetime, kept_until: datetime | None) -> datetime:
    """Return until when a personal link made now works: no longer than what it leads to is kept."""
    expires_at = at + settings.TRIAL_LIFETIME
    return min(expires_at, kept_until) if kept_until else expires_at


def resumed(token: str) -> UUID | None:
    """Return the response that a personal link leads to, if the link is genuine and still works."""
    try:
        return _unpack(_RESUME.unsign(token, max_age=settings.TRIAL_LIFETIME))
    except (signing.BadSignature, ValueError):
        return None


def join_token(assessment_id: UUID) -> str:
    """Return what the link for colleagues carries; the same each time it is shown."""
    return _JOIN.sign(_pack(assessment_id))


def joined(token: str) -> UUID | None:
    """Return the assessment that a link for colleagues leads to, if the link is genuine."""
    try:
        return _unpack(_JOIN.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def _set_cookie(page: HttpResponse, name: str, value: str) -> None:
    page.set_cookie(
        name,
        value,
        max_age=settings.TRIAL_LIFETIME,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _pack(pk: UUID) -> str:
    return urlsafe_b64encode(pk.bytes).decode().rstrip("=")


def _pack_invitation(key: UUID, number: int) -> str:
    return urlsafe_b64encode(key.bytes + number.to_bytes(_NUMBER_BYTES, "big")).decode()


def _unpack_invitation(text: str) -> tuple[UUID, int]:
    packed = urlsafe_b64decode(text)
    return UUID(bytes=packed[:-_NUMBER_BYTES]), int.from_bytes(packed[-_NUMBER_BYTES:], "big")


def _unpack(text: str) -> UUID:
    return UUID(bytes=urlsafe_b64decode(text + "=="))
