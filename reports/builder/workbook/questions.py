"""Every question: its mean, how the answers spread or why that is not shown, and what was agreed."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.workbook.cells import Desk, joined, number, said, sentence, theirs, typed
from reports.document import Question, QuestionsPart, Sentence
from reports.document.workbook import Cell, Column, Sheet


def sheet(desk: Desk) -> Sheet | None:
    """Write the questions, None where the report has none."""
    part = desk.report.questions
    if part is None:
        return None
    listed = [question for entry in part.lists for question in entry.questions]
    agreed = any(question.agreed for question in listed)
    return Sheet(
        id="questions",
        name=desk.word("sheet.questions"),
        heading=part.heading,
        message=desk.report.pulse.message if desk.report.pulse else None,
        facts=(),
        columns=tuple(_columns(desk, part, agreed=agreed)),
        rows=tuple(tuple(_row(desk, question, part, agreed=agreed)) for question in listed),
        notes=desk.report.answer.unknown if desk.report.answer and desk.report.kind == "pulse" else (),
    )


def _columns(desk: Desk, part: QuestionsPart, *, agreed: bool) -> Iterator[Column]:
    yield desk.column("number", "count", width=6)
    yield desk.column("prompt", "words", width=38)
    yield desk.column("pillar", "text", width=18)
    yield from desk.columns(("mean", "score"), ("n", "count"))
    for place, position in enumerate(part.positions, start=1):
        yield desk.column(f"position_{place}", "count", position, width=12)
    yield desk.column("dont_know", "percent")
    yield desk.column("remarks", "words", width=34)
    if agreed:
        yield desk.column("agreed", "degree")
        yield desk.column("agreed_score", "score")
        yield desk.column("reason", "words", width=30)


def _row(desk: Desk, question: Question, part: QuestionsPart, *, agreed: bool) -> Iterator[Cell]:
    yield Cell(question.number)
    yield theirs(question.prompt)
    yield theirs(question.pillar)
    yield number(question.score, desk.hidden)
    yield number(question.n, desk.hidden)
    yield from _spread(desk, question, len(part.positions))
    yield number(question.dont_know, desk.hidden)
    yield joined((*_why(question), *question.notes))
    if agreed:
        yield from _agreed(desk, question)


def _spread(desk: Desk, question: Question, positions: int) -> Iterator[Cell]:
    """Return how many chose each position; why not stands once, in the remarks."""
    if question.distribution is None:
        yield from (Cell(why=desk.hidden) for _ in range(positions))
    else:
        yield from (Cell(count) for count in question.distribution)


def _why(question: Question) -> Iterator[Sentence]:
    """Yield why there is no figure, or how the answers lie where they may not be counted out."""
    if question.distribution is None:
        yield sentence(question.picture_words)


def _agreed(desk: Desk, question: Question) -> Iterator[Cell]:
    answer = question.agreed
    if answer is None:
        why = desk.word("not_agreed")
        yield from (Cell(why=why), said(None), said(None))
    else:
        yield desk.degree(answer.degree)
        yield Cell(answer.score)
        yield typed(answer.reason)
