"""Where people see it differently."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, zip_longest

from reports.builder.deck import figures, telling
from reports.builder.deck.telling import Telling
from reports.document import Differences, Pair, Question, Sentence, Within
from reports.document.deck import Point, Slide

TOLD = 2  # pillars on the slide that are not seen alike; the notes hold all
DRAWN = 6  # questions on the slide
SAID = 2  # sentences on the slide; the notes hold all


def slides(told: Telling) -> Iterator[Slide]:
    """Yield what stands apart between groups, and within pillars where it does."""
    if told.report.differences:
        yield between(told, told.report.differences)
        if told.report.differences.within:
            yield within(told, told.report.differences)


def between(told: Telling, part: Differences) -> Slide:
    """Show the groups side by side, or say why they are not shown."""
    write = told.words.write
    chart = figures.spans(part.message.plain, (write("deck.lowest"), write("deck.span")), part.dumbbells)
    points = [Point(sentence) for sentence in _said(part)]
    points.extend(Point(sentence, "remark") for sentence in part.hidden)
    spoken = [sentence for pair in part.pairs for sentence in _all(pair)]
    spoken.extend([part.within_none] if part.within_none else [])
    notes = told.behind(*spoken, *part.hidden, *told.method("M3", "M4"))
    return Slide("differences", "wide" if chart else "text", part.message, tuple(points), chart, notes)


def _said(part: Differences) -> tuple[Sentence, ...]:
    """Return the first of what may be said of the pairs, differences that run through everything first."""
    through = [pair.throughout for pair in part.pairs if pair.throughout]
    clear = [sentence for pair in part.pairs for sentence in pair.clear[:1]]
    weaker = [one for pair in part.pairs for one in (pair.possible, pair.none_shown, pair.suppressed) if one]
    return tuple(dict.fromkeys([*through[:1], *clear, *(weaker if not clear else ())]))[:SAID]


def _all(pair: Pair) -> Iterator[Sentence]:
    yield pair.heading
    yield from (one for one in (pair.throughout, *pair.clear, pair.possible, *pair.small) if one)
    yield from (one for one in (pair.none_shown, pair.suppressed) if one)


def within(told: Telling, part: Differences) -> Slide:
    """Name the pillars that the people who answered do not see alike, and show how their answers lie."""
    title = _apart(told, part)
    asked = [question for one in part.within for question in one.questions]
    drawn = list(_drawn(part))
    positions = told.report.questions.positions if told.report.questions else ()
    said = " ".join(f"{one.prompt} {one.picture_words}" for one in drawn)
    chart = figures.shares(f"{title.plain} {said}", drawn, positions)
    points = [point for one in part.within[:TOLD] for point in _within(one)]
    points.extend([Point(told.words.say("deck.shares"), "remark")] if chart else [])
    spoken = (telling.text(f"{question.prompt} {question.picture_words}") for question in asked)
    rest = (point.text for one in part.within[TOLD:] for point in _within(one))
    notes = told.behind(*rest, *spoken, *told.method("M3", "M4"))
    return Slide("within", "split" if chart else "text", title, tuple(points), chart, notes)


def _drawn(part: Differences) -> Iterator[Question]:
    """Yield the questions to draw: the most split of each pillar first, of those that may be shown."""
    shown = [[question for question in one.questions if question.distribution] for one in part.within]
    rounds = (question for several in zip_longest(*shown) for question in several if question)
    yield from islice(rounds, DRAWN)


def _apart(told: Telling, part: Differences) -> Sentence:
    if len(part.within) > TOLD:
        return told.words.say("deck.within.many", count=told.words.number(len(part.within)))
    pillars = told.words.listing(telling.theirs(one.pillar) for one in part.within)
    return told.words.say("deck.within", pillars=pillars)


def _within(one: Within) -> Iterator[Point]:
    yield Point(telling.text(one.pillar), "heading")
    yield from (Point(sentence) for sentence in one.sentences)
