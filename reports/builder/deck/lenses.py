"""Along the journey, and what is said, done and felt."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.deck import figures, telling
from reports.builder.deck.telling import Telling
from reports.document import JourneyPart, MirrorPart, PromiseLine, Sentence
from reports.document.deck import Point, Shape, Slide

CLOSE = "S4"  # the sentence that finds said, done and felt close together


def slides(told: Telling) -> Iterator[Slide]:
    """Yield the lenses that were answered."""
    if told.report.journey:
        yield journey(told, told.report.journey)
    if told.report.mirror:
        yield mirror(told, told.report.mirror)


def journey(told: Telling, part: JourneyPart) -> Slide:
    """Show the stages from the first to the last."""
    said = (*part.sentences, *part.hidden)
    title = telling.first_of(said, "J1") or (said[0] if said else telling.text(part.purpose))
    rows = [(stage.name, stage.degree, stage.score) for stage in part.stages]
    chart = figures.by_degree(f"{part.chart_title}. {title.plain}", rows)
    points = [Point(sentence) for sentence in said if sentence != title]
    points.extend(Point(sentence, "remark") for sentence in (*part.about, told.borders()))
    stages = (
        telling.text(
            f"{stage.name}: {figures.score(stage.score)}. {stage.measured_words} {stage.owner_words}"
        )
        for stage in part.stages
    )
    notes = told.behind(telling.text(part.purpose), *part.about, *stages)
    shape: Shape = "split" if chart else "text"
    return Slide("journey", shape, title, tuple(points), chart, notes, part.heading)


def mirror(told: Telling, part: MirrorPart) -> Slide:
    """Hold what is said, done and felt against each other."""
    apart = [one for one in part.promises if any(reading.id != CLOSE for reading in one.readings)]
    known = [one for one in part.promises if one.readings]
    title = told.words.say(
        "deck.mirror" if known else "deck.mirror.unknown",
        count=told.words.number(len(apart)),
        of=told.words.number(len(known)),
    )
    tracks = part.promises[0].tracks if part.promises else ()
    lines = [(track.name, [one.tracks[at].score for one in part.promises]) for at, track in enumerate(tracks)]
    chart = figures.side_by_side(title.plain, [one.name for one in part.promises], lines)
    points = [Point(_promise(told, one)) for one in part.promises if one.readings or one.hidden]
    points.append(Point(telling.text(part.caution), "remark"))
    spoken = [said for one in part.promises for said in _all(one)]
    notes = told.behind(telling.text(part.purpose), *spoken, *part.notes)
    shape: Shape = "split" if chart else "text"
    return Slide("mirror", shape, title, tuple(points), chart, notes, part.heading)


def _promise(told: Telling, one: PromiseLine) -> Sentence:
    """Return a promise with what its readings begin with."""
    said = [telling.lead(sentence) for sentence in (*one.readings, *one.hidden)]
    parts = told.words.chain((sentence.parts for sentence in said), " ", " ")
    return told.words.say("deck.promise", promise=telling.theirs(one.name), readings=parts)


def _all(one: PromiseLine) -> Iterator[Sentence]:
    yield telling.text(one.name)
    yield from (*one.readings, *one.hidden)
    if one.customers:
        yield one.customers
