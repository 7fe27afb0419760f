"""The template tag that draws a spread for a phone, in rows."""

from __future__ import annotations

from django import template
from django.template import Context

from workshops import drawings

register = template.Library()


@register.inclusion_tag("workshops/phone/_spread.html", takes_context=True)
def spread_rows(context: Context) -> dict[str, object]:
    """Draw what the room said; the own vote is marked where the page is drawn for one phone."""
    room = context["room"]
    drawing = drawings.drawing(room.spread, room.cards)
    return {"spread": room.spread, "drawing": drawing, "mine": context.get("mine")}
