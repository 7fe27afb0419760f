"""Template tags of the result page: the charts of a report, and the two halves of a headline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import template

from reports import pictures
from reports.charts import drawing

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from reports import document
    from reports.charts.levels import Level

register = template.Library()


@register.filter
def strong(sentence: document.Sentence) -> str:
    """Return the strong beginning of a headline, or all of one that has none."""
    spans = sentence.spans
    return spans[0].text if spans[0].strong else sentence.plain


@register.filter
def after_strong(sentence: document.Sentence) -> str:
    """Return what follows the strong beginning."""
    spans = sentence.spans
    return "".join(span.text for span in spans[1:]).strip() if spans[0].strong else ""


def _levels(context: dict[str, Any]) -> Sequence[Level]:
    levels: Sequence[Level] = context["levels"]
    return levels


@register.simple_tag(takes_context=True)
def gauge(context: dict[str, Any], answer: document.Answer) -> SafeString:
    """Print the degrees as steps with the one reached."""
    return drawing.svg(pictures.gauge(answer, _levels(context)))


@register.simple_tag(takes_context=True)
def interval(
    context: dict[str, Any], part: pictures.Scored, name: str, target: int | None = None
) -> SafeString | str:
    """Print one score on the scale, or nothing where it is not known."""
    chart = pictures.interval(part, name, _levels(context), target=target)
    return drawing.svg(chart) if chart else ""


@register.simple_tag(takes_context=True)
def radar(context: dict[str, Any], part: document.Radar) -> SafeString | str:
    """Print the radar, or nothing where there are too few pillars for one."""
    chart = pictures.radar(part, _levels(context))
    return drawing.svg(chart) if chart else ""


@register.simple_tag(takes_context=True)
def dumbbell(context: dict[str, Any], part: document.Dumbbell, number: int) -> SafeString:
    """Print the groups of one pillar on one line."""
    return drawing.svg(pictures.dumbbell(part, number, _levels(context)))


@register.simple_tag
def group_mark(place: int) -> SafeString:
    """Print the shape that stands for a group, for the legend."""
    return drawing.mark(place)


@register.simple_tag(takes_context=True)
def bars(context: dict[str, Any], answer: document.Answer) -> SafeString:
    """Print the main questions as bars."""
    return drawing.svg(pictures.bars(answer, _levels(context)))


@register.simple_tag(takes_context=True)
def dots(context: dict[str, Any], part: document.PulsePart) -> SafeString:
    """Print the questions of a pulse as dots on the scale."""
    return drawing.svg(pictures.dots(part, _levels(context)))


@register.simple_tag
def distribution(question: document.Question) -> SafeString:
    """Print how many chose each position."""
    return drawing.svg(pictures.distribution(question))
