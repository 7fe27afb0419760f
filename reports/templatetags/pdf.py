"""Template tags of the PDF: the charts of a report, and the parts of a headline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from reports import document
from reports.charts import distribution as distributions
from reports.charts import dots as dot_rows
from reports.charts import drawing
from reports.charts import dumbbell as dumbbells
from reports.charts import gauge as gauges
from reports.charts import interval as intervals
from reports.charts import radar as radars
from reports.charts.distribution import Position
from reports.charts.levels import Level

register = template.Library()

# The five answers: those with a description, and between them a step that counts as the one below.
_POSITIONS = tuple(Position(degree, anchored) for degree, anchored in zip((1, 1, 2, 2, 3), (True, False) * 3, strict=False))

# Characters from which on a headline takes a smaller size, so that it keeps to three lines or so.
_LONG, _VERY_LONG = 48, 90


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


@register.filter
def headline_size(sentence: document.Sentence) -> str:
    """Return the class of a headline by its length."""
    length = len(strong(sentence))
    if length > _VERY_LONG:
        return "headline-very-long"
    return "headline-long" if length > _LONG else ""


@register.simple_tag(takes_context=True)
def gauge(context: dict[str, Any], answer: document.Answer) -> SafeString:
    """Print the degrees as steps with the one reached."""
    levels: Sequence[Level] = context["levels"]
    reached = answer.degree.place if answer.degree else None
    return drawing.svg(gauges.gauge(levels, reached=reached, title=answer.gauge_words))


@register.simple_tag(takes_context=True)
def interval(
    context: dict[str, Any],
    id: str,  # noqa: A002 # it is the id of the SVG
    name: str,
    degree: document.Degree | None,
    figure: document.Figure,
    target: int | None = None,
) -> SafeString:
    """Print one score on the scale."""
    chart = intervals.interval(
        figure.score,
        figure.low,
        figure.high,
        levels=context["levels"],
        degree=degree.place if degree else None,
        target=target,
        id=f"interval-{id}",
        title=f"{name}: {figure.words}",
    )
    return drawing.svg(chart)


@register.simple_tag(takes_context=True)
def radar(context: dict[str, Any], picture: document.Radar) -> SafeString:
    """Print the radar, or nothing where there are too few pillars for one."""
    if len(picture.axes) < radars.MOST_SERIES:
        return SafeString("")
    section_ids = [sector.section_id for sector in picture.sectors]
    axes = [radars.Axis(axis.label, section_ids.index(axis.section_id)) for axis in picture.axes]
    series = radars.Series(
        picture.everybody.name, picture.everybody.values, tuple(axis.place for axis in picture.axes)
    )
    chart = radars.radar(
        axes,
        [series],
        levels=context["levels"],
        sections=[sector.label for sector in picture.sectors],
        title=f"{picture.title}. {picture.message}",
    )
    return drawing.svg(chart)


@register.simple_tag(takes_context=True)
def dumbbell(context: dict[str, Any], line: document.Dumbbell, number: int) -> SafeString:
    """Print the groups of one pillar on one line."""
    entries = [dumbbells.Entry(score.name, score.score) for score in line.scores]
    words = ", ".join(f"{entry.name} {score}" for entry in entries if (score := entry.score) is not None)
    title = f"{line.pillar}: {words}" if words else line.pillar
    return drawing.svg(dumbbells.dumbbell(entries, levels=context["levels"], id=f"groups-{number}", title=title))


@register.simple_tag(takes_context=True)
def dots(context: dict[str, Any], part: document.PulsePart) -> SafeString:
    """Print the questions of a pulse as dots on the scale."""
    entries = [dot_rows.Entry(number, dot.score, None) for number, dot in enumerate(part.dots, start=1)]
    return drawing.svg(dot_rows.dots(entries, levels=context["levels"], title=part.message))


@register.simple_tag
def distribution(question: document.Question) -> SafeString:
    """Print how many chose each position."""
    chart = distributions.distribution(
        question.distribution or (),
        _POSITIONS,
        id=f"distribution-{question.id}",
        title=f"{question.prompt}: {question.picture_words}",
    )
    return drawing.svg(chart)
