"""Security headers that Django does not send by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cxmaturity import tokens

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_HEADERS = {
    # What says nothing else is somebody's own page; static files and reports say how long they may be kept.
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the headers to every response, errors and static files included."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in _HEADERS.items():
            response.setdefault(name, value)
        if tokens.carried_by(request.path):
            # Only the host goes out. "no-referrer" would post the form with "Origin: null".
            response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return respond
