"""Template tags of the result page: the charts of a report, and what is said beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from reports import pictures
from reports.charts import drawing
from reports.charts import dumbbell as dumbbell_shapes

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from reports import document
    from reports.charts.levels import Level

register = template.Library()

STRONG: Final = "<strong>{}</strong>"
IN_FACTS: Final = frozenset({"A1", "A2", "P3"})  # agreement and band
# Labels keep their size, so the circle decides how much of a place is left to them.
WIDE, NARROW = 140.0, 82.0
SMALL = 290.0  # words in a chart of this width can be read on a phone


@register.filter
def words(sentence: document.Sentence) -> str:
    """Return a sentence with its strong parts marked."""
    spans = sentence.spans
    if not any(span.strong for span in spans):
        return str(sentence)
    return format_html_join(
        "", "{}", ((format_html(STRONG, span.text) if span.strong else span.text,) for span in spans)
    )


@register.filter
def degree(degree: document.Degree | None, unknown: str) -> str:
    """Return a degree by its name and pips, or the word for one that is not known."""
    return _degree(degree.name, degree.place) if degree else _unknown(unknown)


@lru_cache(maxsize=64)
def _degree(name: str, place: int) -> SafeString:
    return render_to_string("components/degree.html", {"name": name, "index": place})


@lru_cache(maxsize=8)
def _unknown(words: str) -> SafeString:
    return format_html('<span class="quiet">{}</span>', words)


@register.filter
def facts(pillar: document.Pillar) -> list[str]:
    """Return what stands in one line below a pillar's score."""
    return [fact for fact in (pillar.certainty, pillar.agreement, pillar.band) if fact]


@register.filter
def remarks(pillar: document.Pillar) -> list[document.Sentence]:
    """Return the notes on a pillar that its line of facts does not say already."""
    return [note for note in pillar.notes if note.id not in IN_FACTS]


@register.filter
def has_scores(part: document.PillarsPart) -> bool:
    """Say whether any pillar has a score to draw."""
    return any(value is not None for value in part.radar.everybody.values)


def _levels(context: dict[str, Any]) -> Sequence[Level]:
    levels: Sequence[Level] = context["levels"]
    return levels


@register.simple_tag(takes_context=True)
def gauge(context: dict[str, Any], answer: document.Answer) -> SafeString:
    """Print the degrees as steps with the one reached."""
    return drawing.svg(pictures.gauge(answer, _levels(context)))


@register.simple_tag(takes_context=True)
def interval(
    context: dict[str, Any], part: pictures.Scored, name: str, target: int | None = None, width: float = 300
) -> SafeString | str:
    """Print one score on the scale, or nothing where it is not known."""
    chart = pictures.interval(part, name, _levels(context), target=target, width=width)
    return drawing.svg(chart) if chart else ""


@register.simple_tag(takes_context=True)
def radar(context: dict[str, Any], part: document.Radar, *, narrow: bool = False) -> SafeString | str:
    """Print the radar for a wide place or for a phone, or nothing where there are too few pillars for one."""
    radius, id_ = (NARROW, "radar-narrow") if narrow else (WIDE, "radar")
    chart = pictures.radar(part, _levels(context), radius=radius, id=id_)
    return drawing.svg(chart) if chart else ""


@register.simple_tag(takes_context=True)
def dumbbell(context: dict[str, Any], part: document.Dumbbell, number: int, of: int = 0) -> SafeString:
    """Print the groups of one pillar on one line, or the options of the break-down of that number."""
    return drawing.svg(pictures.dumbbell(part, of * 100 + number, _levels(context)))


@register.simple_tag
def group_mark(place: int) -> SafeString:
    """Print the shape that stands for a group, for the legend."""
    return drawing.mark(place)


@register.simple_tag
def drawn(chart: drawing.Chart) -> SafeString:
    """Print a chart that is laid out already."""
    return drawing.svg(chart)


@register.simple_tag
def then_mark() -> SafeString:
    """Print the shape that stands for the round before, for the legend."""
    return drawing.shape_of(dumbbell_shapes.THEN_NOW[0])


@register.simple_tag
def now_mark() -> SafeString:
    """Print the shape that stands for this round, for the legend."""
    return drawing.shape_of(dumbbell_shapes.THEN_NOW[1])


@register.simple_tag
def stage_sign(value: float) -> SafeString:
    """Print the sign that stands for how a stage is measured and owned, for the legend."""
    return drawing.sign(value)


@register.simple_tag(takes_context=True)
def bars(context: dict[str, Any], answer: document.Answer) -> SafeString:
    """Print the main questions as bars."""
    return drawing.svg(pictures.bars(answer, _levels(context), width=SMALL))


@register.simple_tag(takes_context=True)
def change(context: dict[str, Any], line: document.ChangeLine, part: document.ChangePart) -> SafeString:
    """Print one score before and after on one line."""
    return drawing.svg(pictures.change(line, part, _levels(context)))


@register.simple_tag(takes_context=True)
def agreed(context: dict[str, Any], line: document.AgreedPillar, part: document.WorkshopPart) -> SafeString:
    """Print one pillar as measured and as agreed on one line."""
    return drawing.svg(pictures.agreed(line, part, _levels(context)))


@register.simple_tag(takes_context=True)
def timeline(context: dict[str, Any], line: document.SeriesLine) -> SafeString:
    """Print one score through the rounds."""
    return drawing.svg(pictures.timeline(line, _levels(context)))


@register.simple_tag(takes_context=True)
def dots(context: dict[str, Any], part: document.PulsePart) -> SafeString:
    """Print the questions of a pulse as dots on the scale."""
    return drawing.svg(pictures.dots(part, _levels(context), width=SMALL))


@register.simple_tag(takes_context=True)
def journey(context: dict[str, Any], part: document.JourneyPart) -> SafeString:
    """Print the stages from left to right."""
    return drawing.svg(pictures.journey(part, _levels(context)))


@register.simple_tag(takes_context=True)
def tracks(context: dict[str, Any], line: document.PromiseLine) -> SafeString:
    """Print the sides of one promise, one below the other."""
    return drawing.svg(pictures.tracks(line, _levels(context)))


@register.simple_tag
def distribution(question: document.Question) -> SafeString:
    """Print how many chose each position."""
    return drawing.svg(pictures.distribution(question))
