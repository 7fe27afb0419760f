"""Reports that have something of everything, and presentations read without the library that wrote them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Literal
from xml.etree import ElementTree as ET

import openpyxl

from actions.plans import Reviewed
from reports.builder import deck
from reports.document import ChangeLine, ChangePart, Figure, Part, Report, Sentence, Table
from reports.document.deck import Chart, Deck, Slide
from scoring import Result
from tests.reports import lens_rounds, plans_made, rounds, workshops

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}
Element = Any  # of ElementTree; where something is missing, the test fails


CAMPS = (6, 3, 0, 2, 7)  # how many of 18 chose each position, where people stand apart
SPLIT = ("wing-span", "wing-close-loop")


@cache
def everything() -> Report:
    """Return the report of the golden round with lenses, workshop, plan, review and costs."""
    return _of(rounds.assess(rounds.g42()))


@cache
def filled() -> Report:
    """Return the same with every part that a report can have: people stand apart, and a round came before."""
    camps = {id_: {"distribution": CAMPS, "n": sum(CAMPS), "distribution_shown": True} for id_ in SPLIT}
    apart = {"wing-to-wing": {"agreement_label": "split", "split_questions": SPLIT}}
    report = _of(rounds.change(rounds.assess(rounds.g42()), questions=camps, pillars=apart))
    return replace(report, change=_change(report))


@cache
def overfull() -> Report:
    """Return the same with more actions and open questions than slides can hold."""
    report = filled()
    planning, review, workshop = report.planning, report.review, report.workshop
    assert planning is not None
    assert review is not None
    assert workshop is not None
    agreed = workshop.agreements
    return replace(
        report,
        planning=replace(planning, table=_longer(planning.table)),
        review=replace(review, table=_longer(review.table)),
        workshop=replace(workshop, agreements=replace(agreed, open=agreed.open * 4)),
    )


def _longer(table: Table) -> Table:
    rows = (replace(row, name=f"{row.name}, part {part}") for part in range(1, 19) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _change(report: Report) -> ChangePart:
    """Return what would be said if everything had stood ten points lower the time before."""
    assert report.answer is not None
    assert report.pillars is not None
    whole = [_line("section", one.id, one.short, one.figure) for one in report.answer.questions]
    pillars = [_line("pillar", one.id, one.name, one.figure) for one in report.pillars.pillars]
    said = "Compared with the round of 3 March 2025, which 16 people answered."
    return ChangePart(
        heading="Change since last time",
        since=_sentence(said),
        linked=False,
        degree=None,
        notes=(),
        whole=tuple(whole),
        pillars=tuple(pillars),
        key_before="Last time",
        key_after="This time",
        table=Table("", "", (), ()),
        series=None,
    )


def _line(kind: Literal["section", "pillar"], id_: str, name: str, figure: Figure | None) -> ChangeLine:
    assert figure is not None
    before = max(figure.score - 10, 0)
    words = f"{name} has improved from {before} to {figure.score}."
    return ChangeLine(id_, kind, name, before, figure.score, "Improved", _sentence(words), words)


def _sentence(words: str) -> Sentence:
    return Sentence("T1", (Part(words),))


def _of(result: Result) -> Report:
    do = lens_rounds.item(70.0, groups={"leadership": 80.0, "customer-facing": 60.0})
    context = plans_made.context(
        plans_made.chosen("wing-to-wing-r1", due_on=date(2026, 6, 1), status="begun", impact=3, effort=1),
        plans_made.own("Count repeat contacts"),
        reviewed=(
            Reviewed("Talk to ten customers", "Ada", "done", "It took a week."),
            Reviewed("Name an owner for each stage", "Ben", "goes on", ""),
        ),
        edition=plans_made.EDITION,
        workshop=workshops.full(result),
        journey=lens_rounds.journey({"purchase": 4, "use": 1}, {"use": 0.5}, {"use": 0.0}),
        mirror=lens_rounds.mirror(lens_rounds.promise(lens_rounds.item(87.5), do, 40.0, 30)),
    )
    return rounds.write(result, context=context)


def slide(of: Report | Deck, id_: str) -> Slide:
    """Return one slide by its id."""
    told = deck.build(of) if isinstance(of, Report) else of
    return next(one for one in told.slides if one.id == id_)


def chart(of: Report | Deck, id_: str) -> Chart:
    """Return the chart on a slide."""
    figure = slide(of, id_).figure
    assert isinstance(figure, Chart)
    return figure


def said(one: Slide) -> list[str]:
    return [point.text.plain for point in one.points]


def crowded(report: Report, times: int) -> Report:
    """Return a report with several times as many pillars, each with a longer name."""
    part = report.pillars
    assert part is not None
    more = tuple(
        replace(pillar, name=f"{pillar.name} and what goes with it in round {place}")
        for place in range(times)
        for pillar in part.pillars
    )
    axes = tuple(
        replace(axis, label=one.name) for axis, one in zip(part.radar.axes * times, more, strict=True)
    )
    everybody = replace(part.radar.everybody, values=part.radar.everybody.values * times)
    radar = replace(part.radar, axes=axes, everybody=everybody, agreed=None)
    return replace(report, pillars=replace(part, pillars=more, by_priority=more, radar=radar))


class Read:
    """A presentation as its XML says it."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = self.archive.namelist()

    def xml(self, name: str) -> Element:
        return ET.fromstring(self.archive.read(name))  # noqa: S314  # we have just written it ourselves

    def numbered(self, folder: str, stem: str) -> list[Element]:
        """Return the parts of a folder in the order of their numbers."""
        names = [name for name in self.names if name.startswith(f"{folder}/{stem}") and name.endswith(".xml")]
        return [
            self.xml(name) for name in sorted(names, key=lambda name: int("".join(filter(str.isdigit, name))))
        ]

    @property
    def slides(self) -> list[Element]:
        return self.numbered("ppt/slides", "slide")

    @property
    def notes(self) -> list[Element]:
        return self.numbered("ppt/notesSlides", "notesSlide")

    @property
    def charts(self) -> list[Element]:
        return self.numbered("ppt/charts", "chart")

    @property
    def sheets(self) -> list[Any]:
        """Return the sheet behind each chart."""
        names = sorted(name for name in self.names if name.endswith(".xlsx"))
        books = (openpyxl.load_workbook(io.BytesIO(self.archive.read(name))) for name in names)
        return [book.active for book in books]


def every(element: Element, path: str) -> list[Element]:
    return element.findall(path, SPACES)


def texts(element: Element) -> list[str]:
    """Return the text of every paragraph."""
    runs = ([run.text or "" for run in every(line, ".//a:t")] for line in every(element, ".//a:p"))
    return ["".join(run) for run in runs]


def placed(element: Element) -> Iterator[tuple[str, str, Element]]:
    """Yield the type and index of every placeholder on a slide, with what stands in it."""
    tree = element.find("p:cSld/p:spTree", SPACES)
    assert tree is not None
    for shape in tree:
        place = shape.find(".//p:nvPr/p:ph", SPACES)
        if place is not None:
            yield place.get("type", "body"), place.get("idx", "0"), shape


def title(element: Element) -> str:
    """Return the title of a slide."""
    return next(texts(shape)[0] for kind, _, shape in placed(element) if kind in {"title", "ctrTitle"})
