"""Make every slide fit: smaller letters first, down to what a back row can read; then a second slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reports.document import Part, Sentence
from reports.document.deck import Cell, Chart, Deck, Grid, Point, Shape, Slide
from reports.renderers.pptx import geometry, metrics, texts, titles
from reports.renderers.pptx.geometry import Box
from reports.renderers.pptx.titles import Title

INDENT = 18.0  # of an item, for its bullet
_PIPS = "WWW "  # as wide as the pips before the name of a degree


@dataclass(frozen=True, slots=True)
class Page:
    """One slide as it is drawn: what stands on it and how large its letters are."""

    shape: Shape
    title: Sentence
    title_size: int
    points: tuple[Point, ...]
    size: int
    figure: Chart | Grid | None
    cell_size: int
    notes: tuple[Sentence, ...]


def fitted(deck: Deck) -> Iterator[Page]:
    """Yield the slides as they are drawn, more of them where one cannot hold all."""
    for slide in deck.slides:
        parts = list(_parts(slide))
        for at, (shape, points, figure) in enumerate(parts, start=1):
            number = f" ({texts.FIXED.join((str(at), deck.of, str(len(parts))))})" if len(parts) > 1 else ""
            title = titles.fitted(slide.title, number, cover=shape == "cover")
            yield _page(replace(slide, shape=shape, points=points, figure=figure), title)


def _page(slide: Slide, title: Title) -> Page:
    sizes, cell_size = text_box(slide.shape)[1], geometry.TABLE_SIZES[-1]
    if isinstance(slide.figure, Grid):
        cell_size = _cell_size(slide.figure, figure_box(slide.shape, alone=not slide.points))
    return Page(
        shape=slide.shape,
        title=title.text,
        title_size=title.size,
        points=slide.points,
        size=_size(slide.points, slide.shape) if slide.points else sizes[0],
        figure=slide.figure,
        cell_size=cell_size,
        notes=slide.notes if title.whole else (slide.title, *slide.notes),
    )


def figure_box(shape: Shape, *, alone: bool) -> Box:
    """Return where a figure stands; one without words beside it has more room."""
    if shape == "split":
        return geometry.SPLIT_FIGURE
    return geometry.WIDE_ALONE if alone else geometry.WIDE_FIGURE


def text_box(shape: Shape) -> tuple[Box, tuple[int, ...]]:
    """Return where text stands, and the sizes its letters may have."""
    return {
        "cover": (geometry.COVER_TEXT, geometry.COVER_TEXT_SIZES),
        "text": (geometry.BODY, geometry.BODY_SIZES),
        "split": (geometry.SPLIT_TEXT, geometry.SPLIT_SIZES),
        "wide": (geometry.WIDE_TEXT, geometry.WIDE_SIZES),
    }[shape]


def height(points: Iterable[Point], size: float, width: float) -> float:
    """Return how high points stand in letters of a size."""
    return sum(_height(point, size, width) for point in points)


def _height(point: Point, size: float, width: float) -> float:
    letters = size * geometry.REMARK if point.role == "remark" else size
    limit = width - 2 * geometry.INSET - (INDENT if point.role == "item" else 0)
    bold = point.role == "heading" or any(part.strong for part in point.text.parts)
    return metrics.height([(texts.clean(point.text.plain), letters)], limit, bold=bold)


def _size(points: Sequence[Point], shape: Shape) -> int:
    box, sizes = text_box(shape)
    room = box.height - 2 * geometry.INSET
    return next((size for size in sizes if height(points, size, box.width) <= room), sizes[-1])


def _parts(slide: Slide) -> Iterator[tuple[Shape, tuple[Point, ...], Chart | Grid | None]]:
    runs = list(_runs(slide.points, slide.shape))
    if slide.figure is None:
        yield from ((slide.shape if slide.shape == "cover" else "text", run, None) for run in runs or [()])
        return
    first, *others = runs or [()]
    box = figure_box(slide.shape, alone=not first)
    figures = list(_tables(slide.figure, box)) if isinstance(slide.figure, Grid) else [slide.figure]
    yield slide.shape, first, figures[0]
    for figure in figures[1:]:
        yield slide.shape, first if slide.shape == "wide" else (), figure
    left = tuple(point for run in others for point in run)
    yield from (("text", run, None) for run in _runs(left, "text"))


def _runs(points: Iterable[Point], shape: Shape) -> Iterator[tuple[Point, ...]]:
    """Yield as many points as fit one after another; a heading never ends a slide."""
    box, sizes = text_box(shape)
    room, smallest = box.height - 2 * geometry.INSET, sizes[-1]
    run: list[Point] = []
    for point in _cut(points, smallest, box.width, room):
        if run and height([*run, point], smallest, box.width) > room:
            carried = [run.pop()] if run[-1].role == "heading" and len(run) > 1 else []
            yield tuple(run)
            run = carried
        run.append(point)
    if run:
        yield tuple(run)


def _cut(points: Iterable[Point], size: int, width: float, room: float) -> Iterator[Point]:
    """Yield points, one that is higher than a slide in two."""
    for point in points:
        if _height(point, size, width) <= room:
            yield point
            continue
        words = point.text.plain.split()
        half = len(words) // 2
        halves = (" ".join(words[:half]), " ".join(words[half:])) if half else _letters(point.text.plain)
        source = point.text.parts[0].source
        cut = [replace(point, text=Sentence(point.text.id, (Part(one, source=source),))) for one in halves]
        yield from _cut(cut, size, width, room)


def _letters(word: str) -> tuple[str, str]:
    return word[: len(word) // 2], word[len(word) // 2 :]


def _cell_size(grid: Grid, box: Box) -> int:
    sizes = geometry.TABLE_SIZES
    return next((size for size in sizes if sum(row_heights(grid, size, box)) <= box.height), sizes[-1])


def row_heights(grid: Grid, size: float, box: Box) -> tuple[float, ...]:
    """Return how high the head and each row of a table stand."""
    head = tuple(Cell(column) for column in grid.columns)
    return tuple(_row_height(row, grid, size, box) for row in (head, *grid.rows))


def _row_height(row: Sequence[Cell], grid: Grid, size: float, box: Box) -> float:
    limits = [wide - 2 * geometry.CELL_PADDING for wide in column_widths(grid, box)]
    lines = (
        metrics.lines(_PIPS * (cell.place is not None) + texts.clean(cell.text), size, limit, bold=True)
        for cell, limit in zip(row, limits, strict=True)
    )
    return max(lines, default=1) * size * geometry.LEADING + 2 * geometry.CELL_ABOVE


def column_widths(grid: Grid, box: Box) -> tuple[float, ...]:
    """Return how wide the columns of a table are."""
    return tuple(box.width * share / sum(grid.shares) for share in grid.shares)


def _tables(grid: Grid, box: Box) -> Iterator[Grid]:
    """Yield the table in pieces that fit and are about as long as one another; each has the head."""
    pieces = len(list(_pieces(grid, box, len(grid.rows))))
    yield from _pieces(grid, box, -(-len(grid.rows) // pieces))


def _pieces(grid: Grid, box: Box, most: int) -> Iterator[Grid]:
    head, *heights = row_heights(grid, geometry.TABLE_SIZES[-1], box)
    rows: list[tuple[Cell, ...]] = []
    used = head
    for row, high in zip(grid.rows, heights, strict=True):
        if rows and (used + high > box.height or len(rows) == most):
            yield replace(grid, rows=tuple(rows))
            rows, used = [], head
        rows.append(row)
        used += high
    yield replace(grid, rows=tuple(rows))
