"""The template tag that prints an address as a QR code."""

from __future__ import annotations

from django import template

from workshops import qr as codes

register = template.Library()


@register.inclusion_tag("components/qr.svg")
def qr(address: str, title: str) -> dict[str, object]:
    """Print an address as a QR code; the title says to those who cannot see it where it leads."""
    return {"code": codes.code(address), "title": title}
