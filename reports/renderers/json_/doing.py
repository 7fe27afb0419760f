"""What is to be done, what was agreed and what has changed, as the schema has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from reports.document import Block, ProposedAction, Report, SeriesLine
from reports.renderers.json_ import bases, shapes
from reports.renderers.json_.values import reason, value


def start(report: Report) -> Iterator[shapes.Block]:
    """Yield the possible starting points."""
    yield from (_block(report, block) for block in (report.plan.blocks if report.plan else ()))


def _block(report: Report, block: Block) -> shapes.Block:
    unknown = report.labels.not_known
    steps = (
        shapes.Step(id=one.id, name=one.name, score=value(one.score, unknown), start_here=one.here)
        for one in block.steps
    )
    return shapes.Block(
        id=block.id, name=block.name, state=block.state, start_here=block.here, steps=tuple(steps)
    )


def roadmap(report: Report) -> Iterator[shapes.ProposedAction]:
    """Yield the actions that the framework proposes; in a pulse, those of its next steps."""
    for wave in report.plan.waves if report.plan else ():
        yield from (_proposed(wave.id, action) for action in wave.actions)
    for step in report.answer.next_steps if report.answer else ():
        yield _proposed("now", step.action)


def _proposed(wave: str, action: ProposedAction) -> shapes.ProposedAction:
    return shapes.ProposedAction(
        id=action.id,
        wave=wave,
        pillar=action.pillar,
        step=action.step,
        title=action.title,
        do=action.do,
        done_when=action.done_when,
        owner=action.owner,
        first_result_on=action.on,
    )


def actions(report: Report) -> Iterator[shapes.PlannedAction]:
    """Yield the actions that were chosen."""
    for one in report.planning.actions if report.planning else ():
        yield shapes.PlannedAction(
            id=one.id,
            title=one.title,
            do=one.do,
            pillar=one.pillar,
            done_when=one.done_when,
            owner=one.owner,
            due_on=one.due_on,
            status=one.status,
            impact=one.impact,
            effort=one.effort,
            note=one.note,
        )


def review(report: Report) -> Iterator[shapes.ReviewedAction]:
    """Yield what became of the actions of the round before."""
    for one in report.review.actions if report.review else ():
        yield shapes.ReviewedAction(title=one.title, owner=one.owner, verdict=one.verdict, note=one.note)


def change(report: Report) -> Iterator[shapes.Change]:
    """Yield what has changed since the round before."""
    part = report.change
    for line in (*part.whole, *part.pillars) if part else ():
        yield shapes.Change(
            id=line.id,
            kind=line.kind,
            name=line.name,
            before=value(line.before, line.sentence.plain),
            after=value(line.after, line.sentence.plain),
            verdict=line.verdict,
            words=line.sentence.plain,
        )


def series(report: Report) -> shapes.Series | None:
    """Return all rounds side by side, None below three."""
    part = report.change.series if report.change else None
    if part is None:
        return None
    return shapes.Series(
        rounds=tuple(shapes.Round(title=one.title, on=one.on) for one in part.occasions),
        curves=(
            *(_curve(one, "index" if one.id == "index" else "section") for one in part.lines),
            *(_curve(one, "pillar") for one in part.pillars),
        ),
    )


def _curve(line: SeriesLine, kind: Literal["index", "section", "pillar"]) -> shapes.Curve:
    scores = (
        bases.Interval(value=one.score, low=one.low, high=one.high, why=reason(one.score, one.words))
        for one in line.points
    )
    return shapes.Curve(id=line.id, kind=kind, name=line.name, scores=tuple(scores))


def workshop(report: Report) -> shapes.Workshop | None:
    """Return what the workshop agreed, None without one."""
    part = report.workshop
    if part is None:
        return None
    return shapes.Workshop(
        pillars=tuple(_pillars(report)), open=tuple(_open(report)), actions=tuple(_decided(report))
    )


def _pillars(report: Report) -> Iterator[shapes.AgreedPillar]:
    for one in report.workshop.pillars if report.workshop else ():
        why = one.sentence.plain
        yield shapes.AgreedPillar(
            id=one.id,
            name=one.name,
            measured=value(one.measured, why),
            agreed=value(one.agreed, why),
            words=why,
        )


def _open(report: Report) -> Iterator[shapes.OpenQuestion]:
    for one in report.workshop.agreements.open if report.workshop else ():
        yield shapes.OpenQuestion(
            prompt=one.prompt, because=one.because, lower_view=one.lower_view, higher_view=one.higher_view
        )


def _decided(report: Report) -> Iterator[shapes.DecidedAction]:
    for one in report.workshop.agreements.actions if report.workshop else ():
        yield shapes.DecidedAction(title=one.title, owner=one.owner, due=one.due, done_when=one.done_when)


def costs(report: Report) -> Iterator[shapes.Cost]:
    """Yield what the present state costs, as far as it was typed in."""
    for one in report.costs.lines if report.costs else ():
        yield shapes.Cost(label=one.label, amount=one.amount, source=one.source)
