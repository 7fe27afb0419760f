"""Make every slide fit: smaller letters first, down to what a back row can read; then a second slide.

No more slides follow than a board is shown: what is left over then is told in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.document import Sentence
from reports.document.deck import MOST, Chart, Deck, Grid, Half, Point, Shape, Slide
from reports.renderers.pptx import cutting, geometry, leaving, texts, titles
from reports.renderers.pptx.geometry import Box


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of a page, and how large its letters are."""

    points: tuple[Point, ...]
    size: int
    figure: Chart | Grid | None
    box: Box  # of the figure
    cell_size: int


@dataclass(frozen=True, slots=True)
class Page:
    """One slide as it is drawn."""

    shape: Shape
    title: Sentence
    title_size: int
    sides: tuple[Side, ...]
    notes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """What stands on one page, before the size of its letters is known."""

    shape: Shape
    halves: tuple[Half, ...]


def fitted(deck: Deck) -> Iterator[Page]:
    """Yield the slides as they are drawn, more of them where one cannot hold all."""
    laid = [tuple(_parts(slide)) for slide in deck.slides]
    for slide, parts, most in zip(deck.slides, laid, _allowed(laid), strict=True):
        kept, left = _kept(parts, most, deck.rest)
        for at, part in enumerate(kept, start=1):
            number = f" ({texts.FIXED.join((str(at), deck.of, str(len(kept))))})" if len(kept) > 1 else ""
            yield _page(slide, part, number, left)


def _allowed(laid: Sequence[Sequence[Laid]]) -> Iterator[int]:
    """Yield how many pages each slide may take; the first that need more have them."""
    spare = max(MOST - len(laid), 0)
    for parts in laid:
        more = min(len(parts) - 1, spare)
        spare -= more
        yield 1 + more


def _kept(parts: Sequence[Laid], most: int, rest: Sentence) -> tuple[tuple[Laid, ...], tuple[Sentence, ...]]:
    """Return the pages that are kept, and what is told in the notes instead."""
    *kept, last = parts[:most]
    over = [half for part in parts[most:] for half in part.halves]
    halves, left = zip(*(_end(last.shape, half, over, rest) for half in last.halves), strict=True)
    said = {point.text for part in kept for half in part.halves for point in half.points}
    told = (sentence for sentences in left for sentence in sentences if sentence not in said)
    return (*kept, replace(last, halves=halves)), tuple(dict.fromkeys(told))


def _end(shape: Shape, half: Half, over: Sequence[Half], rest: Sentence) -> tuple[Half, tuple[Sentence, ...]]:
    """Return a half as it ends: with a word on what is left over, if anything is."""
    words, sizes = text_box(shape)
    full = figure_box(shape, alone=not half.points)
    if not over and leaving.fits(half, words, sizes[-1], full):
        return half, ()
    beside = figure_box(shape, alone=False)
    return leaving.shortened(half, over, rest, words=words, size=sizes[-1], beside=beside)


def _page(slide: Slide, part: Laid, number: str, left: tuple[Sentence, ...]) -> Page:
    title = titles.fitted(slide.title, number, cover=part.shape == "cover")
    notes = (*left, *slide.notes)
    return Page(
        shape=part.shape,
        title=title.text,
        title_size=title.size,
        sides=_alike([_side(half, part.shape, at) for at, half in enumerate(part.halves)]),
        notes=notes if title.whole else (slide.title, *notes),
    )


def _alike(sides: Sequence[Side]) -> tuple[Side, ...]:
    """Return the sides with letters of one size."""
    smallest = min(side.size for side in sides)
    return tuple(replace(side, size=smallest) for side in sides)


def _side(half: Half, shape: Shape, at: int) -> Side:
    words, sizes = text_box(shape)
    box = figure_box(shape, alone=not half.points)
    box = replace(box, left=box.left + at * geometry.PAIR_STEP)
    cells = _cell_size(half.figure, box) if isinstance(half.figure, Grid) else geometry.TABLE_SIZES[-1]
    fitting = (
        size for size in sizes if cutting.height(half.points, size, words.width) <= cutting.room(words)
    )
    return Side(half.points, next(fitting, sizes[-1]) if half.points else sizes[0], half.figure, box, cells)


def _cell_size(grid: Grid, box: Box) -> int:
    sizes = geometry.TABLE_SIZES
    fitting = (size for size in sizes if sum(cutting.row_heights(grid, size, box)) <= box.height)
    return next(fitting, sizes[-1])


def figure_box(shape: Shape, *, alone: bool) -> Box:
    """Return where a figure stands, the left one of two; one without words beside it has more room."""
    if shape == "split":
        return geometry.SPLIT_FIGURE
    if shape == "pair":
        return geometry.PAIR_ALONE if alone else geometry.PAIR_FIGURE
    return geometry.WIDE_ALONE if alone else geometry.WIDE_FIGURE


def text_box(shape: Shape) -> tuple[Box, tuple[int, ...]]:
    """Return where text stands, and the sizes its letters may have."""
    return {
        "cover": (geometry.COVER_TEXT, geometry.COVER_TEXT_SIZES),
        "text": (geometry.BODY, geometry.BODY_SIZES),
        "split": (geometry.SPLIT_TEXT, geometry.SPLIT_SIZES),
        "wide": (geometry.WIDE_TEXT, geometry.WIDE_SIZES),
        "pair": (geometry.PAIR_TEXT, geometry.PAIR_SIZES),
    }[shape]


def _parts(slide: Slide) -> Iterator[Laid]:
    """Yield the pages that would hold all of a slide; one with two halves stays one."""
    if slide.beside:
        yield Laid(slide.shape, slide.halves)
        return
    shape: Shape = slide.shape if slide.figure or slide.shape == "cover" else "text"
    first, *others = _runs(slide.points, shape) or [()]
    if slide.figure is None:
        yield from (Laid(shape if shape == "cover" else "text", (Half(run),)) for run in (first, *others))
        return
    box = figure_box(shape, alone=not first)
    figures = list(cutting.tables(slide.figure, box)) if isinstance(slide.figure, Grid) else [slide.figure]
    yield Laid(shape, (Half(first, figures[0]),))
    for figure in figures[1:]:
        yield Laid(shape, (Half(first if shape == "wide" else (), figure),))
    left = tuple(point for run in others for point in run)
    yield from (Laid("text", (Half(run),)) for run in _runs(left, "text"))


def _runs(points: Sequence[Point], shape: Shape) -> list[tuple[Point, ...]]:
    box, sizes = text_box(shape)
    return list(cutting.runs(points, box, sizes[-1]))
