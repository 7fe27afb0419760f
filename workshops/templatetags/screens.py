"""The template tag that gives the address of a room's screen for another computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.urls import reverse

from workshops import screens

if TYPE_CHECKING:
    from workshops.rooms import Room

register = template.Library()


@register.simple_tag
def screen_address(room: Room) -> str:
    """Return the signed address, nothing while the room has no code that works."""
    token = screens.token(room.workshop, room.at)
    return f"{settings.BASE_URL}{reverse('workshops:screen-token', args=[token])}" if token else ""
