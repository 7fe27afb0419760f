"""The template tags that draw a spread: large on the wall, small beside a topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import template

from workshops import drawings

if TYPE_CHECKING:
    from workshops.cards import Card
    from workshops.spreads import Spread

register = template.Library()


@register.inclusion_tag("workshops/_columns.html")
def spread_columns(spread: Spread, cards: Sequence[Card]) -> dict[str, object]:
    """Draw a spread with the names of the degrees under it."""
    return {"spread": spread, "drawing": drawings.drawing(spread, cards)}


@register.inclusion_tag("workshops/_strip.html")
def spread_strip(spread: Spread, cards: Sequence[Card]) -> dict[str, object]:
    """Draw a spread small, its figures said to those who cannot see it."""
    return {"spread": spread, "drawing": drawings.drawing(spread, cards), "cards": cards}
