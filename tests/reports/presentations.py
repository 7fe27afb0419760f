"""Presentations of many reports, each made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from reports.builder import deck
from reports.document import Look, Part, Report, Sentence
from reports.document.deck import Cell, Chart, ChartSeries, Deck, Grid, Point, Slide
from reports.renderers import pptx
from tests.reports import decks, rounds, test_pdf
from tests.reports.decks import Read

PURPLE = Look("#7a1f5c")
HOSTILE = (
    '=HYPERLINK("https://example.org","x")',
    "+1+1",
    "@SUM(A1)",
    "https://example.org/",
    "nul\x00 bell\x07 escape\x1b[31m",
    "lone \ud800 surrogate \ufffe \uffff",
    "turned \u202egnp.exe\u2066",
    "<a:t>&amp;</a:t> ]]> <!-- -->",
    "_x0041_ {title} %s",
    "two\nlines\r\nand\u2028more",
    "شركة الاختبار",
    "W" * 400,
    "a long word after another " * 60,
    " ",
)


REPORTS: dict[str, Callable[[], Report]] = {
    "everything": decks.everything,
    "filled": decks.filled,
    "overfull": decks.overfull,
    "long": lambda: rounds.report(rounds.g42(), context=test_pdf.named(test_pdf.LONG)),
    "word": lambda: rounds.report(rounds.g42(), context=test_pdf.named("W" * 120)),
    "right to left": lambda: rounds.report(
        rounds.g42(), context=test_pdf.named(test_pdf.HOSTILE["right to left"])
    ),
    "pulse": lambda: rounds.report(test_pdf.pulse_of(18), scope="pulse"),
    "withheld": lambda: rounds.report(test_pdf.people(2)),
    "alternate": test_pdf.alternate,
    "crowded": lambda: decks.crowded(rounds.report(rounds.g42()), 2),
}


@cache
def told() -> Deck:
    return deck.build(decks.filled())


def figures(of: Deck) -> list[Chart | Grid]:
    """Return every figure of a deck in its order."""
    return [half.figure for slide in of.slides for half in slide.halves if half.figure]


def charts(of: Deck) -> list[Chart]:
    return [figure for figure in figures(of) if isinstance(figure, Chart)]


@cache
def rendered(name: str) -> Read:
    return Read(pptx.render(deck.build(REPORTS[name]()), PURPLE))


@cache
def attacked() -> Read:
    """Return a presentation with everything that people may type in every place."""
    return Read(pptx.render(hostile(), PURPLE))


def hostile() -> Deck:
    """Return a deck with everything that people may type in every place."""
    texts = tuple(Sentence("deck", (Part(words, source="typed"),)) for words in HOSTILE)
    chart = Chart("bars", HOSTILE[4], HOSTILE, (ChartSeries(HOSTILE[0], tuple(range(len(HOSTILE)))),))
    rows = tuple((Cell(words, 1), Cell(words)) for words in HOSTILE)
    grid = Grid(HOSTILE[5], (HOSTILE[0], HOSTILE[7]), (1, 1), rows)
    points = tuple(Point(text) for text in texts)
    slides = [Slide(str(place), "text", text, notes=(text,)) for place, text in enumerate(texts)]
    shown = [
        Slide("cover", "cover", texts[7], points[:3], notes=texts),
        Slide("chart", "split", texts[8], points, chart, texts),
        Slide("grid", "wide", texts[6], points, grid, texts),
    ]
    footer = " ".join(HOSTILE)
    return replace(
        told(), title=footer, author=footer, subject=footer, footer=footer, slides=(*shown, *slides)
    )
