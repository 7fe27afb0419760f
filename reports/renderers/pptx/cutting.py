"""Cut what one slide cannot hold: a run of points, the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reports.document import Part, Sentence
from reports.document.deck import Cell, Grid, Point
from reports.renderers.pptx import geometry, metrics, texts
from reports.renderers.pptx.geometry import Box

INDENT = 18.0  # of an item, for its bullet
_PIPS = "WWW "  # as wide as the pips before the name of a degree


def height(points: Iterable[Point], size: float, width: float) -> float:
    """Return how high points stand in letters of a size."""
    return sum(_height(point, size, width) for point in points)


def _height(point: Point, size: float, width: float) -> float:
    letters = size * geometry.REMARK if point.role == "remark" else size
    limit = width - 2 * geometry.INSET - (INDENT if point.role == "item" else 0)
    bold = point.role == "heading" or any(part.strong for part in point.text.parts)
    return metrics.height([(texts.clean(point.text.plain), letters)], limit, bold=bold)


def room(box: Box) -> float:
    """Return how high text in a box may stand."""
    return box.height - 2 * geometry.INSET


def runs(points: Iterable[Point], box: Box, size: int) -> Iterator[tuple[Point, ...]]:
    """Yield as many points as fit one after another; a heading never ends a slide."""
    run: list[Point] = []
    for point in _cut(points, size, box):
        if run and height([*run, point], size, box.width) > room(box):
            carried = [run.pop()] if run[-1].role == "heading" and len(run) > 1 else []
            yield tuple(run)
            run = carried
        run.append(point)
    if run:
        yield tuple(run)


def _cut(points: Iterable[Point], size: int, box: Box) -> Iterator[Point]:
    """Yield points, one that is higher than a slide in two."""
    for point in points:
        if _height(point, size, box.width) <= room(box):
            yield point
            continue
        words = point.text.plain.split()
        half = len(words) // 2
        halves = (" ".join(words[:half]), " ".join(words[half:])) if half else _letters(point.text.plain)
        source = point.text.parts[0].source
        cut = [replace(point, text=Sentence(point.text.id, (Part(one, source=source),))) for one in halves]
        yield from _cut(cut, size, box)


def _letters(word: str) -> tuple[str, str]:
    return word[: len(word) // 2], word[len(word) // 2 :]


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


def tables(grid: Grid, box: Box) -> Iterator[Grid]:
    """Yield the table in pieces that fit and are about as long as one another; each has the head."""
    count = len(list(pieces(grid, box, len(grid.rows))))
    yield from pieces(grid, box, -(-len(grid.rows) // count))


def pieces(grid: Grid, box: Box, most: int) -> Iterator[Grid]:
    """Yield the table in pieces that fit, none of more rows than `most`."""
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
