"""What may be shown of groups: their scores, the differences between them, and declared break-downs."""

from __future__ import annotations

from collections.abc import Iterator

from reports import narrative
from reports.builder.workbook.cells import Desk, difference, number, ours, said, theirs, typed
from reports.document import Apart, Differences, GapLine, Pair, Part, Pillar, Sentence
from reports.document.workbook import Cell, Column, Sheet


def sheet(desk: Desk) -> Sheet | None:
    """Write the groups, None where the report compares none."""
    part = desk.report.differences
    if part is None:
        return None
    return Sheet(
        id="groups",
        name=desk.word("sheet.groups"),
        heading=part.groups_heading,
        message=part.message,
        facts=(),
        columns=tuple(_columns(desk, part)),
        rows=tuple(tuple(_row(desk, part, pillar)) for pillar in _shown(desk, part)),
        notes=(*(group.words for group in desk.report.identity.groups), *_notes(part)),
    )


def _shown(desk: Desk, part: Differences) -> tuple[Pillar, ...]:
    """Return the pillars; the report prints scores of groups only where some stand side by side."""
    pillars = desk.report.pillars
    return pillars.pillars if pillars and part.dumbbells else ()


def _columns(desk: Desk, part: Differences) -> Iterator[Column]:
    if not part.dumbbells:
        return
    yield desk.column("pillar", "text", width=32)
    for score in part.dumbbells[0].scores:
        yield desk.column(f"score_{score.id}", "score", score.name, width=20)
        n = desk.words.write("workbook.people_of", group=narrative.theirs(score.name))
        yield desk.column(f"n_{score.id}", "count", n, width=14)


def _row(desk: Desk, part: Differences, pillar: Pillar) -> Iterator[Cell]:
    scores = {score.id: score for score in pillar.groups}
    yield theirs(pillar.name)
    for column in part.dumbbells[0].scores:
        score = scores[column.id]
        yield number(score.score, score.reason)
        yield number(score.n, desk.hidden)


def _notes(part: Differences) -> Iterator[Sentence]:
    yield from part.hidden
    for within in part.within:
        yield from within.sentences
    if part.within_none:
        yield part.within_none
    for unseen in part.unseen:
        yield from unseen.lines


def pairs(desk: Desk) -> Sheet | None:
    """Write the differences between groups, None where no two may be compared."""
    part = desk.report.differences
    if part is None or not part.pairs:
        return None
    columns = (
        desk.column("first", "text"),
        desk.column("second", "text"),
        desk.column("pillar", "text", width=32),
        *desk.columns(("first_score", "score"), ("second_score", "score"), ("difference", "score")),
        *desk.columns(("label", "text"), ("sentence", "words")),
    )
    return Sheet(
        id="differences",
        name=desk.word("sheet.differences"),
        heading=part.heading,
        message=desk.words.say("workbook.differences"),
        facts=(),
        columns=columns,
        rows=tuple(_pair_row(columns, pair, line) for pair in part.pairs for line in pair.lines),
        notes=tuple(_throughout(pair) for pair in part.pairs if pair.throughout),
    )


def _throughout(pair: Pair) -> Sentence:
    said_of = pair.throughout.parts if pair.throughout else ()
    return Sentence("", (*pair.heading.parts, Part(": "), *said_of))


def _pair_row(columns: tuple[Column, ...], pair: Pair, line: GapLine) -> tuple[Cell, ...]:
    why = line.label_words
    return (
        theirs(pair.first),
        theirs(pair.second),
        theirs(line.pillar),
        number(line.first, why),
        number(line.second, why),
        _between(columns, line, why),
        ours(line.label_words),
        said(line.sentence or pair.possible),
    )


def _between(columns: tuple[Column, ...], line: GapLine, why: str) -> Cell:
    """Return the difference as it is printed; a formula only where the whole numbers make the same one."""
    if line.difference is None:
        return Cell(why=why)
    first, second = line.first, line.second
    if first is None or second is None or abs(first - second) != line.difference:
        return Cell(line.difference)
    of, minus = columns[3], columns[4]
    if first >= second:
        return difference(of, minus, (first, second), why)
    return difference(minus, of, (second, first), why)


def break_downs(desk: Desk) -> Sheet | None:
    """Write the declared break-downs, None where there are none."""
    part = desk.report.differences
    if part is None or not part.apart:
        return None
    return Sheet(
        id="break_downs",
        name=desk.word("sheet.break_downs"),
        heading=desk.word("heading.break_downs"),
        message=None,
        facts=(),
        columns=(
            desk.column("break_down", "text"),
            desk.column("option", "text", width=30),
            desk.column("pillar", "text", width=30),
            desk.column("score", "score", width=26),
            desk.column("n", "count", width=26),
        ),
        rows=tuple(row for apart in part.apart for row in _options(desk, apart)),
        notes=(),
    )


def _options(desk: Desk, apart: Apart) -> Iterator[tuple[Cell, ...]]:
    all_pillars = ours(desk.word("all_pillars"))
    for option in apart.options:
        why = option.reason
        scores = Cell(why=why or apart.nothing or desk.word("by_pillar"))
        yield (typed(apart.name), typed(option.name), all_pillars, scores, number(option.n, why))
    if apart.nothing:
        return
    for dumbbell in apart.dumbbells:
        for score in dumbbell.scores:
            figures = (number(score.score, score.reason), number(score.n, score.reason))
            yield (typed(apart.name), typed(score.name), theirs(dumbbell.pillar), *figures)
