"""Template tags of a workshop's papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext

from reports import pictures
from reports.charts import distribution, drawing

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from reports.document.workshop_kit import KitTopic

register = template.Library()


@register.simple_tag
def spread(topic: KitTopic) -> SafeString:
    """Print how many chose each position before the workshop."""
    title = gettext("The spread so far: %(words)s") % {"words": topic.spread.words}
    return drawing.svg(
        distribution.distribution(
            topic.spread.distribution or (),
            pictures.POSITIONS,
            median=topic.spread.median,
            id=f"spread-{topic.id}",
            title=title,
        )
    )
