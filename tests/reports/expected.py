"""What the tables and charts of the files have to hold: names from the report, figures from the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from reports.document import MainQuestion, Pillar, Question, Report
from tests.reports.truth import Cells

Numbers = list[int]
Bars = dict[str, tuple[float | None, ...]]
SHOWN = 10  # spans on one slide
SPLIT = 6  # questions on one slide
ENDS = ("score", "low", "high", "n")
Foreseen = Mapping[str, tuple[int, int]]
Series = Mapping[tuple[str, int], tuple[int | None, int | None, int | None]]


def known(*values: int | None) -> Numbers:
    """Return what is known: a cell of a workbook without a number says why in words."""
    return [value for value in values if value is not None]


def of(cells: Cells, part: str, id_: str, *measures: str, group: str = "") -> list[int | None]:
    """Return figures of one thing."""
    return [cells.get((part, id_, measure, group)) for measure in measures]


def questions(report: Report) -> list[Question]:
    return [one for entry in report.questions.lists for one in entry.questions] if report.questions else []


def pillars(report: Report) -> Sequence[Pillar]:
    return report.pillars.pillars if report.pillars else ()


def sheets(report: Report, cells: Cells, series: Series) -> dict[str, list[Numbers]]:
    """Return the numbers in each row of each sheet that has any, by the id of the sheet."""
    found = {
        "summary": [known(*of(cells, "section", one.id, *ENDS)) for one in _sections(report)],
        "pillars": [_pillar(cells, one) for one in pillars(report)],
        "questions": [_question(cells, one) for one in questions(report)],
        "groups": list(_groups(report, cells)),
        "differences": [
            known(line.first, line.second, line.difference)
            for pair in (report.differences.pairs if report.differences else ())
            for line in pair.lines
        ],
        "break_downs": list(_break_downs(report, cells)),
        "views": [
            known(*of(cells, "view", f"{part.id}/{one.id}", *ENDS))
            for part in report.views
            for one in part.views
        ],
        "workshop": _workshop(report, cells),
        "rounds": list(_rounds(report, series)),
        **_lenses(report, cells),
    }
    return {name: rows for name, rows in found.items() if any(rows)}


def _sections(report: Report) -> Sequence[MainQuestion]:
    return report.answer.questions if report.answer else ()


def _pillar(cells: Cells, one: Pillar) -> Numbers:
    score, low, high, n, target, agreed, rank = of(cells, "pillar", one.id, *ENDS, "target", "agreed", "rank")
    gap = None if target is None or score is None else target - score
    return known(score, low, high, n, target, gap, agreed, rank)


def _question(cells: Cells, one: Question) -> Numbers:
    positions = [f"position {position}" for position in range(1, 6)]
    measures = ("score", "n", *positions, "could not judge %", "agreed")
    return known(one.number, *of(cells, "question", one.id, *measures))


def _groups(report: Report, cells: Cells) -> Iterator[Numbers]:
    part = report.differences
    for one in pillars(report) if part and part.dumbbells else ():
        yield known(
            *(
                value
                for group in one.groups
                for value in of(cells, "pillar", one.id, "group score", "group n", group=group.name)
            )
        )


def _break_downs(report: Report, cells: Cells) -> Iterator[Numbers]:
    for apart in report.differences.apart if report.differences else ():
        for option in apart.options:
            yield known(*of(cells, "break-down", apart.name, "people", group=option.name))
        for row in apart.dumbbells:
            for one in row.scores:
                yield known(*of(cells, "break-down", row.pillar, "score", "n", group=one.name))


def _lenses(report: Report, cells: Cells) -> dict[str, list[Numbers]]:
    stages = report.journey.stages if report.journey else ()
    promises = report.mirror.promises if report.mirror else ()
    blocks = report.plan.blocks if report.plan else ()
    return {
        "journey": [known(*of(cells, "journey", one.id, "score")) for one in stages],
        "promises": [known(*of(cells, "promise", one.id, "say", "do", "felt")) for one in promises],
        "start": [known(*of(cells, "step", one.id, "score")) for block in blocks for one in block.steps],
        "change": [_changed(*of(cells, "change", one, "before", "after")) for one in _compared(report)],
    }


def _compared(report: Report) -> list[str]:
    part = report.change
    return [line.id for line in (*part.whole, *part.pillars)] if part else []


def _changed(before: int | None, after: int | None) -> Numbers:
    by = None if before is None or after is None else after - before
    return known(before, after, by)


def _workshop(report: Report, cells: Cells) -> list[Numbers]:
    part = report.workshop
    if part is None:
        return []
    answers = [known(*of(cells, "question", one.id, "agreed", "score")) for one in part.agreements.answers]
    return [*answers, *([] for _ in part.agreements.open)]


def _rounds(report: Report, series: Series) -> Iterator[Numbers]:
    part = report.change.series if report.change else None
    for line in (*part.lines, *part.pillars) if part else ():
        for at in range(len(part.occasions) if part else 0):
            yield known(*series[line.id, at])


def drawn(report: Report, cells: Cells) -> dict[str, list[Numbers]]:
    """Return what the charts of the workbook are drawn from, by the id of the sheet."""
    agreed = ("agreed",) if report.pillars and report.pillars.radar.agreed else ()
    found = {
        "summary": [known(*of(cells, "section", one.id, "score")) for one in _sections(report)],
        "pillars": [
            known(*of(cells, "pillar", one.id, "score", "target", *agreed)) for one in pillars(report)
        ],
    }
    kept = {name: [row for row in rows if row] for name, rows in found.items()}
    return {name: rows for name, rows in kept.items() if rows}


def order(report: Report, cells: Cells) -> Iterator[list[str]]:
    """Yield the rows of the slide that has the pillars in the order of what to work on."""
    unknown = report.labels.not_known
    for one in report.pillars.by_priority if report.pillars else ():
        score, low, high, _n, target = of(cells, "pillar", one.id, *ENDS, "target")
        between = "–" if low is None else f"{low} to {high}"
        degree = one.degree.name if one.degree else unknown
        figures = ("–" if score is None else str(score), between, "–" if target is None else str(target))
        yield [one.name, degree, *figures, one.certainty or "–", one.agreement or "–"]


def charts(report: Report, cells: Cells, forecast: Foreseen) -> Iterator[Bars]:
    """Yield what each chart of the slides shows, in their order: by its name the values of each bar."""
    yield {one.short: _score(cells, "section", one.id) for one in _sections(report)}
    agreed = report.pillars and report.pillars.radar.agreed
    yield {
        one.name: tuple(of(cells, "pillar", one.id, "score", *(("agreed",) if agreed else ())))
        for one in pillars(report)
    }
    yield _spans(report, cells)
    yield _split(report, cells)
    for part in report.views:
        yield {one.name: _score(cells, "view", f"{part.id}/{one.id}") for one in part.views}
    yield {
        one.name: _score(cells, "journey", one.id)
        for one in (report.journey.stages if report.journey else ())
    }
    promises = report.mirror.promises if report.mirror else ()
    yield {one.name: tuple(of(cells, "promise", one.id, "say", "do", "felt")) for one in promises}
    lines = report.plan.foreseen if report.plan else ()
    yield {one.name: _way(*forecast[one.id]) for one in lines}
    whole = report.change.whole if report.change else ()
    yield {one.name: tuple(of(cells, "change", one.id, "before", "after")) for one in whole}
    yield _agreed(report, cells)


def _split(report: Report, cells: Cells) -> Bars:
    """Return how many chose each position, of the questions that divide people, one pillar after another."""
    listed = [one.questions for one in (report.differences.within if report.differences else ())]
    asked = [one for several in zip_longest(*listed) for one in several if one and one.distribution]
    measures = [f"position {position}" for position in range(1, 6)]
    return {one.prompt: tuple(of(cells, "question", one.id, *measures)) for one in asked[:SPLIT]}


def _way(before: int, after: int) -> tuple[int, int, int]:
    return before, after - before, 100 - after


def _score(cells: Cells, part: str, id_: str) -> tuple[int | None, ...]:
    return tuple(of(cells, part, id_, "score"))


def _spans(report: Report, cells: Cells) -> Bars:
    """Return where the lowest group stands, how far the highest is from it, and what is left."""
    spans = {}
    for one in pillars(report) if report.differences and report.differences.dumbbells else ():
        scores = known(
            *(of(cells, "pillar", one.id, "group score", group=group.name)[0] for group in one.groups)
        )
        if len(scores) > 1:
            spans[one.name] = (min(scores), max(scores) - min(scores), 100 - max(scores))
    widest = sorted(spans, key=lambda name: -spans[name][1])[:SHOWN]
    return {name: span for name, span in spans.items() if name in widest}


def _agreed(report: Report, cells: Cells) -> Bars:
    found = report.workshop.pillars if report.workshop else ()
    return {
        one.name: (one.measured, *of(cells, "pillar", one.id, "agreed"))
        for one in found
        if one.measured is not None and one.agreed is not None
    }
