"""Template tag that draws a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from reports.charts import drawing

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def svg(chart: drawing.Chart) -> SafeString:
    """Print a chart as inline SVG."""
    return drawing.svg(chart)
