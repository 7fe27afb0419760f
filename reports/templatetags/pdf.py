"""Template tags of the PDF: the charts of a report, and the size of a headline.

A PDF takes the alternative text of a figure from the SVG's title alone, so title and description
are joined in it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from django import template
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

register = template.Library()
Described = TypeVar("Described", Distribution, Dots, Dumbbell, Journey, Radar, Timeline, Tracks)

# Characters from which on a headline takes a smaller size, so that it keeps to three lines or so.
_LONG, _VERY_LONG = 48, 90


@register.filter
def headline_size(sentence: document.Sentence) -> str:
    """Return the class of a headline by its length."""
    length = len(sentence.lead)
    if length > _VERY_LONG:
        return "headline-very-long"
    return "headline-long" if length > _LONG else ""


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
