"""The template tag that counts what a round has to look at, for pages of apps that know no actions."""

from __future__ import annotations

from django import template

from actions import reviewing
from assessments.models import Assessment

register = template.Library()


@register.simple_tag
def open_before(round_: Assessment) -> int:
    """Count what is still open of the rounds before; asks no query where there is none."""
    return reviewing.open_before(round_)
