"""Where a request comes from, for counting only: an address is never stored or logged."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


OWN_BITS = 64  # of an IPv6 address: the rest a visitor chooses as they please


def address(request: HttpRequest) -> str:
    """Return the visitor's network address; of IPv6 the network, which is what one visitor is given.

    Behind a proxy it is the last address that was forwarded: the proxy wrote that one, and whatever
    stands before it anybody could have made up.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return _counted(direct)
    return _counted(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or direct)


def _counted(written: str) -> str:
    """Return what stands for an address: itself, or the network of an IPv6 address."""
    try:
        found = ip_address(written)
    except ValueError:
        return written
    if not isinstance(found, IPv6Address):
        return written
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((found.packed, OWN_BITS), strict=False).network_address)
