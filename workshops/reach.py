"""Whether a phone can open the address that people use."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def unreachable(base_url: str) -> bool:
    """Say whether phones cannot reach an address, because it means the very machine that asks."""
    host = (urlsplit(base_url).hostname or "").rstrip(".")
    if host in {"", "localhost"} or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def unencrypted(base_url: str) -> bool:
    """Say whether votes travel to an address as everybody on the way can read them."""
    return not unreachable(base_url) and urlsplit(base_url).scheme != "https"
