"""Content Security Policy, with the names of Django 6's own; delete this file when moving up."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NONCE = "<CSP_NONCE_SENTINEL>"
SELF = "'self'"
NONE = "'none'"


class LazyNonce:
    """A nonce that is made when a template first prints it; falsy until then."""

    def __init__(self) -> None:
        self._value = ""

    def __str__(self) -> str:
        self._value = self._value or secrets.token_urlsafe(16)
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)


def nonce(request: HttpRequest) -> dict[str, LazyNonce | None]:
    """Return `csp_nonce` for templates."""
    return {"csp_nonce": getattr(request, "_csp_nonce", None)}


def header(policy: Mapping[str, Sequence[str]], value: LazyNonce) -> str:
    """Return the header for a policy; the nonce stands in it only where the page used it."""
    return "; ".join(
        " ".join([directive, *(s for s in (_source(source, value) for source in sources) if s)])
        for directive, sources in policy.items()
    )


def _source(source: str, value: LazyNonce) -> str:
    if source != NONCE:
        return source
    return f"'nonce-{value}'" if value else ""


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Send the policy of SECURE_CSP with every response."""

    def respond(request: HttpRequest) -> HttpResponse:
        value = LazyNonce()
        request._csp_nonce = value  # type: ignore[attr-defined]  # noqa: SLF001 # the name Django 6 uses
        response = get_response(request)
        response.setdefault("Content-Security-Policy", header(settings.SECURE_CSP, value))
        return response

    return respond
