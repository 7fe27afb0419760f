"""Template tags of the PDF: the charts of a report, and the size of a headline.

A PDF takes the alternative text of a figure from the SVG's title alone, so title and description
are joined in it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar
from unicodedata import bidirectional

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports import document, pictures
from reports.charts import drawing
from reports.charts.distribution import Distribution
from reports.charts.dots import Dots
from reports.charts.dumbbell import Dumbbell
from reports.charts.journey import Journey
from reports.charts.levels import Pips
from reports.charts.radar import Radar
from reports.charts.timeline import Timeline
from reports.charts.tracks import Tracks
from reports.document.look import INK, Logo, Look
from reports.renderers import lifting

register = template.Library()
Described = TypeVar("Described", Distribution, Dots, Dumbbell, Journey, Radar, Timeline, Tracks)

# Characters from which on a headline takes a smaller size, so that it keeps to three lines or so.
_LONG, _VERY_LONG = 48, 90
# The same for the name on the cover, which stands larger; a word that is long for a line counts as long.
_LONG_NAME, _VERY_LONG_NAME, _LONG_WORD = 34, 70, 16
_COLOUR = re.compile("#[0-9a-f]{6}")


@register.filter
def headline_size(sentence: document.Sentence) -> str:
    """Return the class of a headline by its length."""
    length = len(sentence.lead)
    if length > _VERY_LONG:
        return "headline-very-long"
    return "headline-long" if length > _LONG else ""


@register.filter
def name_size(name: str) -> str:
    """Return the class of the name on the cover by its length."""
    if len(name) > _VERY_LONG_NAME:
        return "name-very-long"
    longest = max((len(word) for word in name.split()), default=0)
    return "name-long" if len(name) > _LONG_NAME or longest > _LONG_WORD else ""


@register.filter
def direction(text: str) -> str:
    """Return the direction of a text by its first letter that has one (Unicode TR 9, P2 and P3)."""
    first = next((kind for kind in map(bidirectional, text) if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


@register.filter
def inlined(logo: Logo) -> str:
    """Return the address that a logo has in a document."""
    return lifting.inlined(logo.png)


@register.simple_tag
def coloured(look: Look) -> SafeString:
    """Print the style that lays the organisation's colour over the stylesheet; nothing for our own ink."""
    if look.colour == INK or not _COLOUR.fullmatch(look.colour):
        return SafeString("")
    rules = render_to_string("reports/pdf/look.css", {"colour": look.colour})
    return format_html("<style>{}</style>", rules)


@register.simple_tag(takes_context=True)
def gauge(context: dict[str, Any], answer: document.Answer) -> SafeString:
    """Print the degrees as steps with the one reached."""
    return drawing.svg(pictures.gauge(answer, context["levels"]))


@register.simple_tag(takes_context=True)
def interval(
    context: dict[str, Any], part: pictures.Scored, name: str, target: int | None = None
) -> SafeString:
    """Print one score on the scale; its pips stand beside the name of the degree, not again in here."""
    chart = pictures.interval(part, name, context["levels"], target=target)
    if chart is None:
        return SafeString("")
    return drawing.svg(replace(chart, pips=Pips("", "", ""), width=chart.right + chart.left))


@register.simple_tag(takes_context=True)
def radar(context: dict[str, Any], picture: document.Radar) -> SafeString:
    """Print the radar, or nothing where there are too few pillars for one."""
    chart = pictures.radar(picture, context["levels"])
    return drawing.svg(_described(chart)) if chart else SafeString("")


@register.simple_tag(takes_context=True)
def dumbbell(context: dict[str, Any], line: document.Dumbbell, number: int) -> SafeString:
    """Print the groups of one pillar on one line."""
    return drawing.svg(_described(pictures.dumbbell(line, number, context["levels"])))


@register.simple_tag(takes_context=True)
def change(context: dict[str, Any], line: document.ChangeLine, part: document.ChangePart) -> SafeString:
    """Print one score before and after on one line."""
    return drawing.svg(_described(pictures.change(line, part, context["levels"])))


@register.simple_tag(takes_context=True)
def agreed(context: dict[str, Any], line: document.AgreedPillar, part: document.WorkshopPart) -> SafeString:
    """Print one pillar as measured and as agreed on one line."""
    return drawing.svg(_described(pictures.agreed(line, part, context["levels"])))


@register.simple_tag(takes_context=True)
def timeline(context: dict[str, Any], line: document.SeriesLine) -> SafeString:
    """Print one score through the rounds."""
    return drawing.svg(_described(pictures.timeline(line, context["levels"])))


@register.simple_tag(takes_context=True)
def dots(context: dict[str, Any], part: document.PulsePart) -> SafeString:
    """Print the questions of a pulse as dots on the scale."""
    return drawing.svg(_described(pictures.dots(part, context["levels"])))


@register.simple_tag(takes_context=True)
def journey(context: dict[str, Any], part: document.JourneyPart) -> SafeString:
    """Print the stages from left to right."""
    return drawing.svg(_described(pictures.journey(part, context["levels"])))


@register.simple_tag(takes_context=True)
def tracks(context: dict[str, Any], line: document.PromiseLine) -> SafeString:
    """Print the sides of one promise, one below the other."""
    return drawing.svg(_described(pictures.tracks(line, context["levels"])))


@register.simple_tag
def distribution(question: document.Question) -> SafeString:
    """Print how many chose each position."""
    return drawing.svg(_described(pictures.distribution(question)))


def _described(chart: Described) -> Described:
    return replace(chart, title=f"{chart.title.rstrip('.')}: {chart.desc}")
