"""The first sheet: the answer, the main questions, and what the report is."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.workbook.cells import Desk, ours, theirs, typed
from reports.document import MainQuestion, Sentence
from reports.document.workbook import Cell, Chart, Column, Drawn, Fact, Sheet


def sheet(desk: Desk) -> Sheet:
    """Write the summary, which every report has."""
    answer = desk.report.answer
    cover = desk.report.cover
    return Sheet(
        id="summary",
        name=desk.word("sheet.summary"),
        heading=cover.heading if cover else desk.report.identity.scope_words,
        message=desk.report.withheld or (answer.headline[0] if answer and answer.headline else None),
        facts=(*_answer(desk), *_about(desk)),
        columns=_columns(desk) if answer else (),
        rows=tuple(_row(desk, question) for question in answer.questions) if answer else (),
        notes=_notes(desk),
        chart=_chart(desk) if answer and any(one.figure for one in answer.questions) else None,
    )


def _answer(desk: Desk) -> Iterator[Fact]:
    answer, labels = desk.report.answer, desk.report.labels
    if answer is None:
        return
    yield Fact(desk.word("fact.result"), desk.degree(answer.degree))
    if answer.certainty:
        yield Fact(labels.certainty, ours(answer.certainty))
    if answer.at_most and answer.degree is None:
        yield Fact(desk.word("fact.at_most"), desk.degree(answer.at_most))
    yield Fact(labels.average, desk.degree(answer.average))
    yield Fact(desk.words.word("index_name"), ours(answer.index.words if answer.index else labels.not_known))


def _about(desk: Desk) -> Iterator[Fact]:
    identity, cover = desk.report.identity, desk.report.cover
    yield Fact(desk.word("fact.organisation"), typed(identity.organisation))
    yield Fact(desk.word("fact.round"), typed(cover.title if cover else identity.title))
    if cover and cover.prepared_by:
        yield Fact(desk.word("fact.prepared"), Cell(cover.prepared_by))
    yield Fact(desk.word("fact.answered"), ours(f"{identity.n_words}; {identity.mode_words.lower()}"))
    yield Fact(desk.word("fact.date"), ours(identity.state_words))
    yield Fact(desk.word("fact.framework"), theirs(f"{identity.framework} {identity.version}"))
    if cover:
        yield Fact(desk.word("fact.marking"), ours(cover.marking))
        yield Fact(desk.word("fact.version"), typed(cover.version_words))
        yield Fact(desk.word("fact.state"), Cell(cover.state))
    yield from _checksums(desk)


def _checksums(desk: Desk) -> Iterator[Fact]:
    report = desk.report
    yield Fact(report.labels.checksum, ours(report.identity.checksum))
    if report.workshop:
        yield Fact(desk.word("fact.checksum_workshop"), ours(report.workshop.checksum))
    if report.planning:
        yield Fact(desk.word("fact.checksum_planning"), ours(report.planning.checksum))


def _columns(desk: Desk) -> tuple[Column, ...]:
    return (
        desk.column("section", "text", width=34),
        *desk.columns(
            ("degree", "degree"),
            ("score", "score"),
            ("low", "score"),
            ("high", "score"),
            ("n", "count"),
            ("certainty", "text"),
        ),
        desk.column("meaning", "words"),
    )


def _row(desk: Desk, question: MainQuestion) -> tuple[Cell, ...]:
    return (
        theirs(question.question),
        desk.degree(question.degree),
        *desk.figure(question.figure),
        ours(question.certainty),
        theirs(question.meaning),
    )


def _notes(desk: Desk) -> tuple[Sentence, ...]:
    answer, identity = desk.report.answer, desk.report.identity
    if answer is None:
        return ()
    own = (identity.own_word,) if identity.own_word else ()
    decision = (answer.decision.sentence,) if answer.decision else ()
    told = (*answer.headline[1:], *answer.reasons, *answer.remarks, *own)
    return (*told, *answer.talk, *answer.unknown, *decision, *answer.standing)


def _chart(desk: Desk) -> Chart:
    title = desk.report.answer.questions_heading if desk.report.answer else ""
    return Chart(
        kind="bar",
        title=title,
        words=desk.word("chart.sections"),
        names="section",
        series=(Drawn("score", desk.word("column.score")),),
        data_heading=desk.word("chart.data"),
        data_note=desk.word("chart.note"),
    )
