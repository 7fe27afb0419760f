"""Where to start, the roadmap, the actions, and the arithmetic behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reports.builder.deck import figures, telling
from reports.builder.deck.telling import Telling
from reports.document import Action, Answer, CostsPart, Plan, PlanningPart, Wave
from reports.document.deck import Cell, Grid, Point, Slide


def slides(told: Telling) -> Iterator[Slide]:
    """Yield what to do, from where to start to what was decided."""
    report = told.report
    if report.plan:
        yield start(told, report.plan)
        yield roadmap(told, report.plan)
    if report.planning:
        yield chosen(told, report.planning)
    elif report.answer and report.answer.do:
        yield proposed(told, report.answer)
    elif report.answer and report.answer.next_steps:
        yield following(told, report.answer)
    if report.plan and (report.plan.forecast or report.costs):
        yield arithmetic(told, report.plan, report.costs)


def start(told: Telling, plan: Plan) -> Slide:
    """Say where to start, beside the steps with their scores."""
    title = telling.lead(plan.start[0]) if plan.start else telling.text(plan.start_heading, "ours")
    said = [telling.rest(plan.start[0]), *plan.start[1:]] if plan.start else []
    points = tuple(Point(sentence) for sentence in said if sentence)
    rows = [
        (Cell(block.name, marked=block.here), Cell(step.name, marked=step.here), Cell(figures.score(step.score), marked=step.here))
        for block in plan.blocks
        for step in block.steps
    ]
    labels = told.report.labels
    grid = Grid(plan.start_heading, (plan.start_heading, labels.step, labels.score), (5, 4, 2), tuple(rows))
    blocks = (telling.text(f"{block.name}: {block.state_words}") for block in plan.blocks)
    meanings = (telling.text(f"{step.name}: {step.meaning}") for block in plan.blocks for step in block.steps)
    notes = told.behind(*plan.start, *blocks, *meanings)
    return Slide("start", "split", title, points, grid, notes)


def roadmap(told: Telling, plan: Plan) -> Slide:
    """Show the actions of the three waves side by side."""
    columns = [_wave(told, wave) for wave in plan.waves]
    rows = tuple(zip_longest(*columns, fillvalue=Cell("")))
    grid = Grid(plan.roadmap_heading, tuple(wave.name for wave in plan.waves), (1,) * len(plan.waves), rows)
    talk = tuple(Point(sentence) for wave in plan.waves for sentence in wave.talk)
    spoken = (action.sentence for wave in plan.waves for action in wave.actions)
    return Slide("roadmap", "wide", plan.rule, talk, grid, told.behind(*spoken))


def _wave(told: Telling, wave: Wave) -> Sequence[Cell]:
    if not wave.actions:
        return (Cell(wave.empty),)
    return tuple(
        Cell(
            told.words.write(
                "deck.action",
                title=telling.theirs(action.title),
                pillar=telling.theirs(action.pillar),
                owner=telling.theirs(action.owner),
                by=action.by,
            )
        )
        for action in wave.actions
    )


def chosen(told: Telling, part: PlanningPart) -> Slide:
    """List the actions that were chosen, with owner, date and state."""
    points = (Point(told.words.say("deck.as_of", as_of=part.as_of, checksum=part.checksum_short), "remark"),)
    grid = figures.grid(part.table, (6, 4, 3, 2, 7))
    spoken = (telling.text(f"{one.title} {one.do}".strip(), "typed") for one in part.actions)
    return Slide("actions", "wide", part.message, points, grid, told.behind(*spoken))


def proposed(told: Telling, part: Answer) -> Slide:
    """List the first actions that are proposed; nothing was chosen yet."""
    labels = told.report.labels
    columns = (part.do_heading, labels.pillar, labels.owner, labels.first_result, labels.done_when)
    rows = tuple(_proposed(action) for action in part.do)
    grid = Grid(part.do_heading, columns, (5, 4, 4, 3, 7), rows)
    title = told.words.say("deck.proposed", count=told.words.number(len(rows)))
    notes = told.behind(*(action.sentence for action in part.do))
    return Slide("actions", "wide", title, (), grid, notes)


def _proposed(action: Action) -> tuple[Cell, ...]:
    words = (action.title, action.pillar, action.owner, action.by, action.done_when)
    return tuple(Cell(one) for one in words)


def following(told: Telling, part: Answer) -> Slide:
    """Say the next steps of a pulse."""
    title = told.words.say("deck.proposed", count=told.words.number(len(part.next_steps)))
    points = tuple(Point(step.sentence) for step in part.next_steps)
    notes = told.behind(*(step.action.sentence for step in part.next_steps))
    return Slide("actions", "text", title, points, notes=notes)


def arithmetic(told: Telling, plan: Plan, costs: CostsPart | None) -> Slide:
    """Say what the actions would come to, and what the present state costs."""
    points = [Point(plan.forecast)] if plan.forecast else []
    if costs:
        points.append(Point(telling.text(costs.heading, "ours"), "heading"))
        points.extend(Point(line.sentence) for line in costs.lines)
    notes = told.behind(*(action.sentence for wave in plan.waves for action in wave.actions))
    return Slide("arithmetic", "text", told.words.say("deck.arithmetic"), tuple(points), notes=notes)
