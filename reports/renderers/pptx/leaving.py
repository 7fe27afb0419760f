"""Leave to the notes what a slide cannot hold and no other slide may follow for; the slide says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.document import Part, Sentence
from reports.document.deck import Cell, Grid, Half, Point
from reports.renderers.pptx import cutting, geometry
from reports.renderers.pptx.geometry import Box

_BETWEEN = "; "


def fits(half: Half, words: Box, size: int, figure: Box) -> bool:
    """Tell whether text and table of a half stay within their places in the smallest letters."""
    if half.points and cutting.height(half.points, size, words.width) > cutting.room(words):
        return len(half.points) == 1
    if not isinstance(half.figure, Grid) or len(half.figure.rows) < len(("one", "more")):
        return True
    return sum(cutting.row_heights(half.figure, geometry.TABLE_SIZES[-1], figure)) <= figure.height


def shortened(
    half: Half, over: Sequence[Half], rest: Sentence, *, words: Box, size: int, beside: Box
) -> tuple[Half, tuple[Sentence, ...]]:
    """Return as much of a half as fits, ending with `rest`, and what is left over."""
    points, dropped = _shortened(half.points, Point(rest, "remark"), words, size)
    figure, left = half.figure, [point.text for point in dropped]
    if isinstance(figure, Grid):
        figure, *others = cutting.pieces(figure, beside, len(figure.rows))
        left.extend(sentence for other in others for sentence in _rows(other))
    for one in over:
        left.extend(_told(one))
    return Half(points, figure), tuple(left)


def _shortened(
    points: Sequence[Point], rest: Point, words: Box, size: int
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    kept = list(points)
    while kept and cutting.height([*kept, rest], size, words.width) > cutting.room(words):
        kept.pop()
    while kept and kept[-1].role == "heading":
        kept.pop()
    return (*kept, rest), tuple(points[len(kept) :])


def _told(half: Half) -> Iterator[Sentence]:
    if isinstance(half.figure, Grid):
        yield from _rows(half.figure)
    yield from (point.text for point in half.points)


def _rows(grid: Grid) -> Iterator[Sentence]:
    for row in grid.rows:
        yield Sentence("deck", tuple(_parts(row)))


def _parts(row: Sequence[Cell]) -> Iterator[Part]:
    for at, cell in enumerate(row):
        yield Part(f"{_BETWEEN if at else ''}{cell.text}", source="typed")
