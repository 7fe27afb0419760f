"""Where to start and what to do: the actions that were chosen, else those that are proposed."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.workbook.cells import EMPTY, Desk, day, joined, number, ours, theirs, typed
from reports.document import PlannedAction, PlanningPart, ProposedAction
from reports.document.workbook import Cell, Column, Sheet


def sheet(desk: Desk) -> Sheet | None:
    """Write the actions of a report, None where it has none."""
    planning = desk.report.planning
    return _chosen(desk, planning) if planning else _proposed(desk)


def _chosen(desk: Desk, part: PlanningPart) -> Sheet:
    return Sheet(
        id="actions",
        name=desk.word("sheet.actions"),
        heading=part.heading,
        message=part.message,
        facts=(),
        columns=(
            desk.column("action", "words", width=30),
            desk.column("pillar", "text", width=18),
            desk.column("owner", "text", width=18),
            desk.column("due", "date"),
            desk.column("status", "text", width=13),
            desk.column("impact", "text", width=11),
            desk.column("effort", "text", width=11),
            desk.column("do", "words", width=36),
            desk.column("done_when", "words", width=32),
            desk.column("note", "words", width=24),
        ),
        rows=tuple(_planned(action) for action in part.actions),
        notes=(),
    )


def _planned(action: PlannedAction) -> tuple[Cell, ...]:
    return (
        typed(action.title),
        theirs(action.pillar),
        typed(action.owner),
        day(action.due_on),
        ours(action.status_words),
        ours(action.impact_words),
        ours(action.effort_words),
        typed(action.do),
        typed(action.done_when),
        typed(action.note),
    )


def _proposed(desk: Desk) -> Sheet | None:
    found = list(_waves(desk))
    if not found:
        return None
    plan = desk.report.plan
    return Sheet(
        id="actions",
        name=desk.word("sheet.actions"),
        heading=plan.roadmap_heading if plan else desk.word("heading.next"),
        message=desk.words.say("workbook.proposed"),
        facts=(),
        columns=_columns(desk),
        rows=tuple(_action(wave, action) for wave, action in found),
        notes=(plan.rule, *((plan.forecast,) if plan.forecast else ())) if plan else (),
    )


def _waves(desk: Desk) -> Iterator[tuple[str, ProposedAction]]:
    """Yield the actions of the roadmap; in a pulse, those of its next steps."""
    plan, answer = desk.report.plan, desk.report.answer
    if plan is not None:
        yield from ((wave.name, action) for wave in plan.waves for action in wave.actions)
    elif answer is not None:
        yield from ((desk.words.word("wave_now"), step.action) for step in answer.next_steps)


def _columns(desk: Desk) -> tuple[Column, ...]:
    return (
        desk.column("wave", "text", width=16),
        desk.column("action", "words", width=30),
        desk.column("pillar", "text", width=18),
        desk.column("step", "text", width=14),
        desk.column("owner", "text", width=18),
        desk.column("first_result", "date"),
        desk.column("do", "words", width=38),
        desk.column("done_when", "words", width=34),
        desk.column("remarks", "words", width=24),
    )


def _action(wave: str, action: ProposedAction) -> tuple[Cell, ...]:
    return (
        theirs(wave),
        theirs(action.title),
        theirs(action.pillar),
        theirs(action.step),
        theirs(action.owner),
        day(action.on),
        theirs(action.do),
        theirs(action.done_when),
        joined(action.notes),
    )


def start(desk: Desk) -> Sheet | None:
    """Write where to start, None where the report does not say."""
    plan = desk.report.plan
    if plan is None or not plan.blocks:
        return None
    return Sheet(
        id="start",
        name=desk.word("sheet.start"),
        heading=plan.start_heading,
        message=plan.start[0] if plan.start else None,
        facts=(),
        columns=(
            *desk.columns(("block", "text"), ("state", "text"), ("step", "text"), ("score", "score")),
            *desk.columns(("here", "text"), ("meaning", "words")),
        ),
        rows=tuple(
            (
                theirs(block.name),
                ours(block.state_words),
                theirs(step.name),
                number(step.score, desk.report.labels.not_known),
                ours(desk.word("begin_here")) if step.here else Cell(why=EMPTY),
                theirs(step.meaning),
            )
            for block in plan.blocks
            for step in block.steps
        ),
        notes=plan.start[1:],
    )


def review(desk: Desk) -> Sheet | None:
    """Write what became of the actions of the round before, None where there were none."""
    part = desk.report.review
    if part is None:
        return None
    return Sheet(
        id="review",
        name=desk.word("sheet.review"),
        heading=part.heading,
        message=part.message,
        facts=(),
        columns=(
            desk.column("action", "words", width=44),
            *desk.columns(("owner", "text"), ("verdict", "text"), ("note", "words")),
        ),
        rows=tuple(
            (typed(one.title), typed(one.owner), ours(one.verdict_words), typed(one.note))
            for one in part.actions
        ),
        notes=(),
    )
