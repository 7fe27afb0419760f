"""Put slides together until no more are left than a board is shown; what is said beside them goes to the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.builder.deck import telling
from reports.document import Part, Sentence
from reports.document.deck import MOST, Half, Point, Slide

VIEW = "view-"


def joined(slides: Iterable[Slide]) -> tuple[Slide, ...]:
    """Return the slides, as many of them in pairs as have to be; a pair stands where its later slide stood."""
    kept = {slide.id: slide for slide in slides}
    for one, other in _pairs(kept):
        if len(kept) > MOST and one in kept and other in kept:
            first, last = sorted((one, other), key=list(kept).index)
            kept[last] = _pair(kept[one], kept[other])
            del kept[first]
    return tuple(kept.values())


def _pairs(ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield which slides may stand side by side, those that lose least first."""
    views = [id_ for id_ in ids if id_.startswith(VIEW)]
    yield "change", "review"
    if views:
        yield views[0], views[1] if len(views) > 1 else "journey"
    yield "decision", "limits"
    yield "journey", "mirror"


def _pair(one: Slide, other: Slide) -> Slide:
    """Return two slides as one, with the messages of both as its title."""
    drawn = [slide for slide in (one, other) if slide.figure]
    notes = dict.fromkeys((*_aside(one), *_aside(other), *one.notes[:-1], *other.notes))
    title = Sentence(one.title.id, (*one.title.parts, Part(" "), *other.title.parts))
    id_ = f"{one.id}-{other.id}"
    if len(drawn) > 1:
        first, second = (Half(_headed(slide), slide.figure) for slide in drawn)
        return Slide(id_, "pair", title, first.points, first.figure, tuple(notes), beside=second)
    points = (*_said(one), *_headed(other))
    if drawn:
        return Slide(id_, "split", title, points, drawn[0].figure, tuple(notes))
    return Slide(id_, "text", title, points, notes=tuple(notes))


def _headed(slide: Slide) -> tuple[Point, ...]:
    """Return what a slide says under what it is about, unless it begins with a heading of its own."""
    said = _said(slide)
    if not said or said[0].role == "heading":
        return said
    return (Point(telling.text(slide.heading, "ours"), "heading"), *said)


def _said(slide: Slide) -> tuple[Point, ...]:
    """Return what a slide says without its remarks, and without headings that nothing follows any more."""
    points = [point for point in slide.points if point.role != "remark"]
    return tuple(
        point for at, point in enumerate(points) if point.role != "heading" or _followed(points[at + 1 :])
    )


def _followed(points: Sequence[Point]) -> bool:
    return bool(points) and points[0].role != "heading"


def _aside(slide: Slide) -> Iterator[Sentence]:
    yield from (point.text for point in slide.points if point.role == "remark")
