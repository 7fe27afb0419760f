"""What has changed, what became of the actions, and what a workshop agreed."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.deck import figures, telling
from reports.builder.deck.telling import Telling
from reports.document import AgreedAction, ChangePart, OpenQuestion, ReviewPart, Sentence, WorkshopPart
from reports.document.deck import Point, Shape, Slide


def slides(told: Telling) -> Iterator[Slide]:
    """Yield what lies behind this round and what followed it."""
    report = told.report
    if report.change:
        yield change(told, report.change)
    if report.review:
        yield review(told, report.review)
    if report.workshop:
        yield workshop(told, report.workshop)


def change(told: Telling, part: ChangePart) -> Slide:
    """Show the round before and this one side by side."""
    lines = part.whole
    title = part.degree or (lines[0].sentence if lines else part.since)
    names = [line.name for line in lines]
    values = [
        (part.key_before, [line.before for line in lines]),
        (part.key_after, [line.after for line in lines]),
    ]
    chart = figures.side_by_side(f"{part.heading}. {title.plain}", names, values)
    said = [line.sentence for line in lines if line.sentence != title]
    points = [Point(sentence) for sentence in said]
    points.extend(Point(sentence, "remark") for sentence in (part.since, *part.notes) if sentence != title)
    spoken = (line.sentence for line in part.pillars)
    notes = told.behind(part.since, *spoken, *part.notes, *told.method("M3"))
    plain = telling.plainly(title)
    shape: Shape = "split" if chart else "text"
    return Slide("change", shape, plain, tuple(points), chart, notes, part.heading)


def review(told: Telling, part: ReviewPart) -> Slide:
    """List what became of the actions of the round before."""
    spoken = (telling.text(f"{one.title}: {one.verdict_words}", "typed") for one in part.actions)
    grid = figures.grid(part.table, (6, 4, 4, 6))
    return Slide("review", "wide", part.message, (), grid, told.behind(*spoken), part.heading)


def workshop(told: Telling, part: WorkshopPart) -> Slide:
    """Show what was agreed beside what was answered alone."""
    agreed = part.agreements
    pillars = [one for one in part.pillars if one.agreed is not None and one.measured is not None]
    lines = [
        (part.key_measured, [one.measured for one in pillars]),
        (part.key_agreed, [one.agreed for one in pillars]),
    ]
    chart = figures.side_by_side(agreed.message.plain, [one.name for one in pillars], lines)
    points = [Point(agreed.held), *([Point(agreed.evidence)] if agreed.evidence else [])]
    points.extend(Point(_open(told, one)) for one in agreed.open)
    if agreed.actions:
        points.append(Point(telling.text(agreed.actions_heading, "ours"), "heading"))
        points.extend(Point(_action(told, one)) for one in agreed.actions)
    points.append(Point(part.standing, "remark"))
    spoken = (sentence for one in part.pillars for sentence in (one.sentence, *one.notes))
    notes = told.behind(*spoken, *([agreed.seen_alike] if agreed.seen_alike else []), part.standing)
    return Slide("workshop", "split" if chart else "text", agreed.message, tuple(points), chart, notes)


def _open(told: Telling, one: OpenQuestion) -> Sentence:
    """Return why a question stayed open, with the question itself."""
    if one.prompt in one.sentence.plain:
        return one.sentence
    return told.words.say("deck.open", prompt=telling.theirs(one.prompt), because=one.sentence.parts)


def _action(told: Telling, one: AgreedAction) -> Sentence:
    comma = told.words.word("comma")
    runs = [(telling.typed(words),) for words in (one.owner, one.due) if words]
    by = told.words.chain(runs, comma, comma)
    return told.words.say("deck.agreed", title=telling.typed(one.title), by=by)
