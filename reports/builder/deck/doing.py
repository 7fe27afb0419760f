"""Where to start, the roadmap, the actions, and the arithmetic behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from reports.builder.deck import figures, telling
from reports.builder.deck.telling import Telling
from reports.document import Action, Answer, ForeseenLine, Plan, PlanningPart, Sentence, Wave
from reports.document.deck import Cell, Grid, Point, Slide

BEGINNINGS = ("E1", "E3", "E3b")  # the sentences that say where to start
SHOWN = 4  # actions of each wave that one slide can hold
NAMED = 2  # of each wave beside a forecast


def slides(told: Telling) -> Iterator[Slide]:
    """Yield what to do, from where to start to what was decided."""
    report = told.report
    if report.plan:
        yield forecast(told, report.plan) if report.plan.foreseen else roadmap(told, report.plan)
    if report.planning:
        yield chosen(told, report.planning)
    elif report.answer and report.answer.do:
        yield proposed(told, report.answer)
    elif report.answer and report.answer.next_steps:
        yield following(told, report.answer)


def roadmap(told: Telling, plan: Plan) -> Slide:
    """Say where to start, and show the first actions of the three waves side by side."""
    columns = [_wave(told, wave) for wave in plan.waves]
    rows = tuple(zip_longest(*columns, fillvalue=Cell("")))
    grid = Grid(
        plan.roadmap_heading,
        tuple(wave.name for wave in plan.waves),
        (1,) * len(plan.waves),
        rows,
        named=False,
    )
    begin, talk = telling.first_of(plan.start, *BEGINNINGS), _talk(plan)
    first = talk[0] if talk else telling.rest(begin) if begin else None
    points = tuple(Point(sentence) for sentence in (first, plan.forecast) if sentence)
    return Slide("roadmap", "wide", _begin(plan), points, grid, _behind(told, plan))


def forecast(told: Telling, plan: Plan) -> Slide:
    """Say where to start, and show where the actions chosen would lead beside the first of each wave."""
    write, said = told.words.write, tuple(_foreseen(told, one) for one in plan.foreseen)
    chart = figures.moves(
        " ".join((f"{plan.forecast_heading}.", *(one.plain for one in said))),
        (write("deck.today"), write("deck.moved")),
        (told.words.word("deck.before"), told.words.word("deck.after")),
        plan.foreseen,
    )
    points = [Point(plan.forecast, "remark")] if plan.forecast else []
    points.extend(point for wave in plan.waves for point in _first(told, wave))
    notes = (plan.forecast_of, *said, *_behind(told, plan))
    return Slide("roadmap", "split", _begin(plan), tuple(points), chart, notes)


def _foreseen(told: Telling, line: ForeseenLine) -> Sentence:
    """Say where a score stands, how sure that is, and where it would stand."""
    report = told.report
    known = {one.id: one.figure for one in (report.answer.questions if report.answer else ())}
    known.update({one.id: one.figure for one in (report.pillars.pillars if report.pillars else ())})
    figure = known.get(line.id)
    today = figure.words if figure else str(line.before)
    return told.words.say("deck.foreseen", name=telling.theirs(line.name), today=today, after=line.after)


def _first(told: Telling, wave: Wave) -> Iterator[Point]:
    """Yield the name of a wave and its first actions."""
    yield Point(telling.text(wave.name), "heading")
    if not wave.actions:
        yield Point(telling.text(wave.empty, "ours"))
    yield from (Point(telling.text(action.title)) for action in wave.actions[:NAMED])
    if (left := len(wave.actions) - NAMED) > 0:
        yield Point(told.words.say("deck.more", count=told.words.number(left)), "remark")


def _begin(plan: Plan) -> Sentence:
    begin = telling.first_of(plan.start, *BEGINNINGS)
    return telling.lead(begin) if begin else plan.rule


def _talk(plan: Plan) -> list[Sentence]:
    return [sentence for wave in plan.waves for sentence in wave.talk]


def _behind(told: Telling, plan: Plan) -> tuple[Sentence, ...]:
    actions = (action.sentence for wave in plan.waves for action in wave.actions)
    return told.behind(*plan.start, *_talk(plan), *_steps(plan), plan.rule, *actions)


def _steps(plan: Plan) -> Iterator[Sentence]:
    for block in plan.blocks:
        yield telling.text(f"{block.name}: {block.state_words}")
        yield from (
            telling.text(f"{step.name}: {figures.score(step.score)}. {step.meaning}") for step in block.steps
        )


def _wave(told: Telling, wave: Wave) -> list[Cell]:
    if not wave.actions:
        return [Cell(wave.empty)]
    cells = [Cell(_action(told, action)) for action in wave.actions[:SHOWN]]
    if left := len(wave.actions) - SHOWN:
        cells.extend([Cell(told.words.write("deck.more", count=told.words.number(left)))] if left > 0 else [])
    return cells


def _action(told: Telling, action: Action) -> str:
    return told.words.write(
        "deck.action",
        title=telling.theirs(action.title),
        pillar=telling.theirs(action.pillar),
        owner=telling.theirs(action.owner),
        by=action.by,
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
    title = told.counted("deck.proposed", len(rows))
    notes = told.behind(*(action.sentence for action in part.do))
    return Slide("actions", "wide", title, (), grid, notes)


def _proposed(action: Action) -> tuple[Cell, ...]:
    words = (action.title, action.pillar, action.owner, action.by, action.done_when)
    return tuple(Cell(one) for one in words)


def following(told: Telling, part: Answer) -> Slide:
    """Say the next steps of a pulse."""
    title = told.counted("deck.proposed", len(part.next_steps))
    points = tuple(Point(step.sentence) for step in part.next_steps)
    notes = told.behind(*(step.action.sentence for step in part.next_steps))
    return Slide("actions", "text", title, points, notes=notes)
