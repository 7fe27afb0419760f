"""The report as one figure a line, for programs that read tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.builder.workbook.cells import Desk, sentence
from reports.document import Degree, Figure, GroupScore, Pillar, Question, Sentence
from reports.document.workbook import FigureLine


def lines(desk: Desk) -> Iterator[FigureLine]:
    """Yield every figure of the report, in its order."""
    yield from _answer(desk)
    yield from _pillars(desk)
    yield from _groups(desk)
    yield from _views(desk)
    yield from _journey(desk)
    yield from _mirror(desk)
    yield from _steps(desk)
    yield from _change(desk)
    yield from _series(desk)
    yield from _questions(desk)


def _line(part: str, id_: str, name: str, measure: str, source: str = "framework") -> FigureLine:
    return FigureLine(
        part=part,
        id=id_,
        name=sentence(name, source),
        group=None,
        measure=measure,
        value=None,
        low=None,
        high=None,
        n=None,
        degree="",
        certainty="",
        note=None,
    )


def _figured(line: FigureLine, figure: Figure | None, degree: Degree | None, why: Sentence) -> FigureLine:
    named = replace(line, degree=degree.name if degree else "")
    if figure is None:
        return replace(named, note=why)
    return replace(named, value=figure.score, low=figure.low, high=figure.high, n=figure.n)


def _valued(line: FigureLine, value: int | None, why: Sentence | str) -> FigureLine:
    told = sentence(why) if isinstance(why, str) else why
    return replace(line, note=told) if value is None else replace(line, value=value)


def _answer(desk: Desk) -> Iterator[FigureLine]:
    answer, unknown = desk.report.answer, sentence(desk.report.labels.not_known)
    headline = _line("answer", "headline", desk.word("fact.result"), "degree", "ours")
    if answer is None:
        yield replace(headline, note=desk.report.withheld)
        return
    yield replace(
        headline,
        degree=answer.degree.name if answer.degree else "",
        certainty=answer.certainty,
        note=answer.headline[0] if answer.headline else None,
        n=desk.report.identity.n,
    )
    index = _line("answer", "index", desk.words.word("index_name"), "score", "ours")
    yield _figured(index, answer.index, answer.average, unknown)
    for one in answer.questions:
        line = _figured(_line("section", one.id, one.question, "score"), one.figure, one.degree, unknown)
        yield replace(line, certainty=one.certainty)


def _pillars(desk: Desk) -> Iterator[FigureLine]:
    part, workshop = desk.report.pillars, desk.report.workshop
    for pillar in part.pillars if part else ():
        yield _pillar(pillar)
        if pillar.aimed_at is not None:
            yield replace(_line("pillar", pillar.id, pillar.name, "target"), value=pillar.aimed_at)
    for agreed in workshop.pillars if workshop else ():
        line = _line("pillar", agreed.id, agreed.name, "agreed")
        yield _valued(line, agreed.agreed, desk.word("not_shown"))


def _pillar(pillar: Pillar) -> FigureLine:
    line = _line("pillar", pillar.id, pillar.name, "score")
    found = _figured(line, pillar.figure, pillar.degree, pillar.reading)
    return replace(found, certainty=pillar.certainty)


def _groups(desk: Desk) -> Iterator[FigureLine]:
    for count in desk.report.identity.groups:
        line = replace(_line("group", count.id, count.name, "people"), note=count.words)
        yield replace(line, value=count.n)
    part, pillars = desk.report.differences, desk.report.pillars
    if part is None or pillars is None:
        return
    for pillar in pillars.pillars if part.dumbbells else ():
        for score in pillar.groups:
            yield _scored(_line("pillar", pillar.id, pillar.name, "group score"), score, "framework")
    for apart in part.apart:
        for option in apart.options:
            line = _line("break-down", apart.name, apart.name, "people", "typed")
            yield replace(_valued(line, option.n, option.reason), group=sentence(option.name, "typed"))
        for dumbbell in () if apart.nothing else apart.dumbbells:
            for score in dumbbell.scores:
                line = _line("break-down", apart.name, dumbbell.pillar, "group score")
                yield _scored(line, score, "typed")


def _scored(line: FigureLine, score: GroupScore, source: str) -> FigureLine:
    named = replace(line, group=sentence(score.name, source), n=score.n)
    return _valued(named, score.score, score.reason)


def _views(desk: Desk) -> Iterator[FigureLine]:
    for part in desk.report.views:
        for view in part.views:
            line = _line("view", f"{part.id}/{view.id}", view.name, "score")
            yield _figured(line, view.figure, view.degree, view.sentence)


def _journey(desk: Desk) -> Iterator[FigureLine]:
    part = desk.report.journey
    for stage in part.stages if part else ():
        line = _line("journey", stage.id, stage.name, "score")
        named = replace(line, degree=stage.degree.name if stage.degree else "")
        yield _valued(named, stage.score, desk.report.labels.not_known)


def _mirror(desk: Desk) -> Iterator[FigureLine]:
    part = desk.report.mirror
    for promise in part.promises if part else ():
        for track in promise.tracks:
            line = _line("promise", promise.id, promise.name, track.id)
            yield _valued(line, track.score, desk.word("not_shown_or_known"))


def _steps(desk: Desk) -> Iterator[FigureLine]:
    plan = desk.report.plan
    for block in plan.blocks if plan else ():
        for step in block.steps:
            line = _line("step", step.id, step.name, "score")
            yield _valued(line, step.score, desk.report.labels.not_known)


def _change(desk: Desk) -> Iterator[FigureLine]:
    part = desk.report.change
    for line in (*part.whole, *part.pillars) if part else ():
        for measure, value in (("before", line.before), ("after", line.after)):
            found = _line("change", line.id, line.name, measure)
            yield _valued(replace(found, certainty=line.verdict), value, line.sentence)


def _series(desk: Desk) -> Iterator[FigureLine]:
    part = desk.report.change.series if desk.report.change else None
    if part is None:
        return
    for line in (*part.lines, *part.pillars):
        for place, (occasion, point) in enumerate(zip(part.occasions, line.points, strict=True), start=1):
            named = replace(
                _line("series", line.id, line.name, f"round {place}"),
                group=sentence(occasion.date_words),
                low=point.low,
                high=point.high,
                note=sentence(occasion.title, "typed"),
            )
            yield _valued(named, point.score, point.words)


def _questions(desk: Desk) -> Iterator[FigureLine]:
    part = desk.report.questions
    for entry in part.lists if part else ():
        for question in entry.questions:
            yield from _question(desk, question)


def _question(desk: Desk, question: Question) -> Iterator[FigureLine]:
    line = _line("question", question.id, question.prompt, "score")
    yield replace(_valued(line, question.score, question.hidden), n=question.n)
    if question.distribution is None and not question.hidden:
        yield replace(line, measure="distribution", note=sentence(question.picture_words))
    for position, count in enumerate(question.distribution or (), start=1):
        yield replace(line, measure=f"position {position}", value=count, n=question.n)
    yield _valued(replace(line, measure="could not judge %"), question.dont_know, desk.word("not_shown"))
    if question.agreed:
        yield replace(
            line,
            measure="agreed",
            value=question.agreed.score,
            degree=question.agreed.degree.name,
            note=sentence(question.agreed.reason, "typed"),
        )
