"""From a report to the slides that tell it: nothing is computed anew, and nothing is said twice."""

from __future__ import annotations

from reports import narrative
from reports.builder.deck import closing, doing, joining, lenses, opening, past, people, profile
from reports.builder.deck.telling import Telling
from reports.document import Degree, Report
from reports.document.deck import Deck, Slide

__all__ = ["build"]

PARTS = (
    opening.slides,
    profile.slides,
    people.slides,
    profile.views,
    lenses.slides,
    doing.slides,
    past.slides,
    closing.slides,
)


def build(report: Report) -> Deck:
    """Arrange a report as slides; parts without data are left out."""
    identity = report.identity
    told = Telling(report, narrative.words_for(identity.framework_id, identity.words_language))
    return Deck(
        language=identity.words_language,
        title=_title(told),
        author=_author(told),
        subject=identity.framework,
        on=identity.on,
        footer=_footer(told),
        degrees=_degrees(report),
        of=told.words.word("deck.of"),
        rest=told.words.say("deck.rest"),
        slides=_slides(told),
    )


def _slides(told: Telling) -> tuple[Slide, ...]:
    return joining.joined(slide for part in PARTS for slide in part(told))


def _title(told: Telling) -> str:
    return told.words.write("deck.title", org=told.org, title=_round(told))


def _round(told: Telling) -> str:
    return told.report.identity.title or told.report.identity.framework


def _author(told: Telling) -> str:
    cover = told.report.cover
    return (cover.consultancy if cover else "") or told.org.text


def _footer(told: Telling) -> str:
    cover, identity, word = told.report.cover, told.report.identity, told.words.word
    state = "" if cover is None or cover.final else word("deck.draft")
    marks = (cover.footer, cover.marking, state, cover.version_words) if cover else ()
    checksum = f"{told.report.labels.checksum} {identity.checksum_short}"
    return " · ".join(mark for mark in (*marks, identity.date_words, checksum) if mark)


def _degrees(report: Report) -> tuple[Degree, ...]:
    return tuple(step.degree for step in report.answer.gauge) if report.answer else ()
