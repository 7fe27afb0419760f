"""Where a request comes from, for counting only: an address is never stored or logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """Return the visitor's network address.

    Behind a proxy it is the last address that was forwarded: the proxy wrote that one, and whatever
    stands before it anybody could have made up.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return direct
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or direct
