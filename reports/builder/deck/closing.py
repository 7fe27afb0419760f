"""What is not known, how it was made, and what the board is asked to decide."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.deck import telling
from reports.builder.deck.telling import Telling
from reports.document import Answer, Decision
from reports.document.deck import Point, Slide

SEEN = 3  # questions that many could not judge, named on the slide


def slides(told: Telling) -> Iterator[Slide]:
    """Yield the limits, and at the very end the decision."""
    yield limits(told)
    answer = told.report.answer
    if answer and answer.decision:
        yield decision(told, answer, answer.decision)


def limits(told: Telling) -> Slide:
    """Say what is not known and what this is not."""
    report, points = told.report, []
    if report.answer and report.answer.unknown:
        points.append(Point(telling.text(report.answer.unknown_heading, "ours"), "heading"))
        points.extend(Point(sentence) for sentence in report.answer.unknown)
    if report.unseen and report.unseen.gaps:
        points.append(Point(telling.text(report.unseen.heading, "ours"), "heading"))
        points.extend(Point(gap.sentence) for gap in report.unseen.gaps[:SEEN])
    points.append(Point(telling.text(report.method.heading, "ours"), "heading"))
    points.extend(Point(one, "remark") for one in told.method("M4", "M5"))
    if report.kind == "withheld":
        points = [Point(one) for one in report.method.paragraphs]
    notes = told.behind(*report.method.paragraphs)
    title, heading = told.words.say("deck.limits"), told.words.word("heading_unknown")
    return Slide("limits", "text", title, tuple(points), notes=notes, heading=heading)


def decision(told: Telling, answer: Answer, part: Decision) -> Slide:
    """Ask the board to decide, beside what the present state costs, as far as that was counted."""
    title = told.counted("deck.decide", len(part.items))
    points = (*(Point(telling.begun(item)) for item in part.items), *_costs(told))
    notes = told.behind(*(action.sentence for action in answer.do), *answer.standing)
    return Slide("decision", "text", title, points, notes=notes)


def _costs(told: Telling) -> Iterator[Point]:
    if told.report.costs:
        yield Point(telling.text(told.report.costs.heading, "ours"), "heading")
        yield from (Point(line.sentence) for line in told.report.costs.lines)
