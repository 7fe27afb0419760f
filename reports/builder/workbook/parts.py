"""The other parts of a report, each as a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.workbook.cells import (
    EMPTY,
    Desk,
    difference,
    joined,
    number,
    ours,
    said,
    sentence,
    theirs,
    typed,
)
from reports.document import ChangeLine, PromiseLine, Sentence, StageLine, View, ViewsPart
from reports.document.workbook import Cell, Column, Sheet


def views(desk: Desk) -> Sheet | None:
    """Write the same answers by what customers value, None without such a lens."""
    parts = desk.report.views
    if not parts:
        return None
    return Sheet(
        id="views",
        name=desk.word("sheet.views"),
        heading=parts[0].heading if len(parts) == 1 else desk.word("sheet.views"),
        message=sentence(parts[0].purpose, "framework"),
        facts=(),
        columns=(
            *desk.columns(("view", "text"), ("degree", "degree"), ("score", "score"), ("low", "score")),
            *desk.columns(("high", "score"), ("n", "count"), ("sentence", "words"), ("meaning", "words")),
        ),
        rows=tuple(_view(desk, view) for part in parts for view in part.views),
        notes=tuple(note for part in parts for note in _of_views(part)),
    )


def _view(desk: Desk, view: View) -> tuple[Cell, ...]:
    return (
        theirs(view.name),
        desk.degree(view.degree),
        *desk.figure(view.figure),
        said(view.sentence),
        theirs(view.meaning),
    )


def _of_views(part: ViewsPart) -> Iterator[Sentence]:
    for balance in part.balances:
        yield balance.sentence
    if part.caution:
        yield sentence(part.caution, "framework")


def journey(desk: Desk) -> Sheet | None:
    """Write the stages of the journey, None where nobody was asked about it."""
    part = desk.report.journey
    if part is None:
        return None
    return Sheet(
        id="journey",
        name=desk.word("sheet.journey"),
        heading=part.heading,
        message=sentence(part.purpose, "framework"),
        facts=(),
        columns=(
            *desk.columns(("stage", "text"), ("score", "score"), ("degree", "degree")),
            desk.column("measured_by", "words", part.measured_label, 40),
            desk.column("owner", "words", part.owner_label, 36),
            *desk.columns(("blind", "text"), ("asks", "words")),
        ),
        rows=tuple(_stage(desk, stage, part.blind_label) for stage in part.stages),
        notes=(*part.about, *part.sentences, *part.hidden),
    )


def _stage(desk: Desk, stage: StageLine, blind: str) -> tuple[Cell, ...]:
    return (
        theirs(stage.name),
        number(stage.score, desk.report.labels.not_known),
        desk.degree(stage.degree),
        theirs(stage.measured_words),
        theirs(stage.owner_words),
        ours(blind) if stage.blind else Cell(why=EMPTY),
        theirs(stage.customer_asks),
    )


def mirror(desk: Desk) -> Sheet | None:
    """Write what is said, done and felt, None where nobody was asked about it."""
    part = desk.report.mirror
    if part is None:
        return None
    tracks = part.promises[0].tracks if part.promises else ()
    return Sheet(
        id="promises",
        name=desk.word("sheet.promises"),
        heading=part.heading,
        message=sentence(part.purpose, "framework"),
        facts=(),
        columns=(
            desk.column("promise", "text"),
            *(desk.column(track.id, "score", track.name) for track in tracks),
            *desk.columns(("customers", "text"), ("reading", "words")),
        ),
        rows=tuple(_promise(desk, promise) for promise in part.promises),
        notes=(*part.notes, *((sentence(part.caution, "framework"),) if part.caution else ())),
    )


def _promise(desk: Desk, promise: PromiseLine) -> tuple[Cell, ...]:
    why = desk.word("not_shown_or_known")
    return (
        theirs(promise.name),
        *(number(track.score, why) for track in promise.tracks),
        said(promise.customers),
        joined((*promise.readings, *promise.hidden)),
    )


def change(desk: Desk) -> Sheet | None:
    """Write what has changed since the round before, None without one."""
    part = desk.report.change
    if part is None:
        return None
    columns = (
        desk.column("thing", "text", width=38),
        desk.column("before", "score", part.key_before, 14),
        desk.column("after", "score", part.key_after, 14),
        *desk.columns(("change", "points"), ("between", "text"), ("verdict", "text"), ("sentence", "words")),
    )
    return Sheet(
        id="change",
        name=desk.word("sheet.change"),
        heading=part.heading,
        message=part.since,
        facts=(),
        columns=columns,
        rows=tuple(_changed(desk, columns, line) for line in (*part.whole, *part.pillars)),
        notes=(*((part.degree,) if part.degree else ()), *part.notes),
    )


def _changed(desk: Desk, columns: tuple[Column, ...], line: ChangeLine) -> tuple[Cell, ...]:
    why = desk.word("not_shown_or_known")
    return (
        theirs(line.name),
        number(line.before, why),
        number(line.after, why),
        difference(columns[2], columns[1], (line.after, line.before), why),
        ours(line.words),
        ours(line.verdict),
        said(line.sentence),
    )


def series(desk: Desk) -> Sheet | None:
    """Write all rounds one below the other, None below three."""
    part = desk.report.change.series if desk.report.change else None
    if part is None:
        return None
    why = desk.word("not_shown_or_known")
    return Sheet(
        id="rounds",
        name=desk.word("sheet.rounds"),
        heading=part.heading,
        message=part.message,
        facts=(),
        columns=(
            desk.column("thing", "text", width=38),
            desk.column("date", "text"),
            desk.column("round", "text"),
            *desk.columns(("score", "score"), ("low", "score"), ("high", "score"), ("figure", "words")),
        ),
        rows=tuple(
            (
                theirs(line.name),
                ours(occasion.date_words),
                typed(occasion.title),
                number(point.score, why),
                number(point.low, why),
                number(point.high, why),
                ours(point.words),
            )
            for line in (*part.lines, *part.pillars)
            for occasion, point in zip(part.occasions, line.points, strict=True)
        ),
        notes=(),
    )


def costs(desk: Desk) -> Sheet | None:
    """Write what the present state costs, None where nobody typed it in."""
    part = desk.report.costs
    if part is None:
        return None
    return Sheet(
        id="costs",
        name=desk.word("sheet.costs"),
        heading=part.heading,
        message=None,
        facts=(),
        columns=desk.columns(("cost", "words"), ("amount", "text"), ("source", "words")),
        rows=tuple((typed(one.label), typed(one.amount), typed(one.source)) for one in part.lines),
        notes=(),
    )


def method(desk: Desk) -> Sheet:
    """Write how it was made, what the words mean and what a hidden cell means."""
    return Sheet(
        id="method",
        name=desk.word("sheet.method"),
        heading=desk.report.method.heading,
        message=desk.words.say("workbook.hidden"),
        facts=(),
        columns=(desk.column("about", "text"), desk.column("text", "words", width=110)),
        rows=tuple((ours(about), said(text)) for about, text in _method(desk)),
        notes=(desk.words.say("workbook.check", checksum=desk.report.identity.checksum),),
    )


def _method(desk: Desk) -> Iterator[tuple[str, Sentence]]:
    report = desk.report
    yield from ((report.method.heading, paragraph) for paragraph in report.method.paragraphs)
    if report.board:
        for entry in report.board.questions:
            yield from ((report.board.heading, one) for one in (entry.question, *entry.answers))
    if report.words:
        yield from ((report.words.heading, term) for term in report.words.terms)
