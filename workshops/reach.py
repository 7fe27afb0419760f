"""Whether phones can reach the address that a room is told to open."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def unreachable(base_url: str) -> bool:
    """Say whether an address leads back to the computer that it is opened on, so that no phone gets there."""
    host = (urlsplit(base_url).hostname or "").rstrip(".")
    if host in {"", "localhost"} or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
