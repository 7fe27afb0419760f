"""Place the labels of a radar outside its circle, clear of one another, and size the frame to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, cos, floor, sin

from reports.charts import levels as degrees
from reports.charts import text
from reports.charts.levels import Pips

SIZE = 12.0
LINE_HEIGHT = 14.0
WIDEST = 88.0
_CLEAR = 2.5  # boxes closer than this touch; one that is moved comes to lie twice as far away
_UPRIGHT = 0.26  # |cos| below which a label stands centred above or below its spoke
_MARGIN = 4.0
_LEGEND_ROW = 20.0
_LEGEND_SIGN = 26.0
_LEGEND_GAP = 18.0


@dataclass(frozen=True, slots=True)
class Spot:
    """What a label says and the direction of its spoke."""

    name: str
    value: str
    degree: int | None
    direction: float


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label: lines of the name, then the value with its pips; the box encloses it.

    `x`, `y` are where the line before the first would stand.
    """

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]
    value: str
    value_x: float
    value_y: float
    pips: Pips
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Notice:
    """One entry of the legend: a numbered section, or a series by its dash."""

    name: str
    number: int | None = None
    dash: str = ""


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A placed entry of the legend."""

    x: float
    y: float
    name: str
    number: int | None
    dash: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A label's lines with its box, before its pips are set."""

    spot: Spot
    lines: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float

    def touches(self, other: _Block) -> bool:
        """Tell whether two boxes come closer than they should."""
        return (
            self.left < other.left + other.width + _CLEAR
            and other.left < self.left + self.width + _CLEAR
            and self.top < other.top + other.height + _CLEAR
            and other.top < self.top + self.height + _CLEAR
        )


def _block(spot: Spot, radius: float, pips_width: float) -> _Block:
    lines = text.wrap(spot.name, SIZE, WIDEST)
    value = text.width(spot.value, SIZE + 1) + 6 + pips_width
    width = max(value, *(text.width(line, SIZE) for line in lines))
    height = LINE_HEIGHT * (len(lines) + 1)
    x, y = radius * cos(spot.direction), radius * sin(spot.direction)
    if abs(cos(spot.direction)) < _UPRIGHT:
        return _Block(spot, lines, x - width / 2, y - height if y < 0 else y, width, height)
    left = x if x > 0 else x - width
    lean = (1 - sin(spot.direction)) / 2  # 1 at the top: the block stands on its point; 0 at the bottom
    return _Block(spot, lines, left, y - height * lean, width, height)


def _cleared(block: _Block, placed: Sequence[_Block]) -> _Block:
    """Move a block away from the middle until it touches no other."""
    upwards = sin(block.spot.direction) < 0
    while touching := [other for other in placed if block.touches(other)]:
        if upwards:
            top = min(other.top for other in touching) - block.height - 2 * _CLEAR
        else:
            top = max(other.top + other.height for other in touching) + 2 * _CLEAR
        block = replace(block, top=top)
    return block


def _label(block: _Block, levels: int) -> Label:
    direction = block.spot.direction
    value_width = text.width(block.spot.value, SIZE + 1)
    pips_width = degrees.pips_width(levels) + 6 if block.spot.degree else 0.0
    if abs(cos(direction)) < _UPRIGHT:
        anchor, x = "middle", block.left + block.width / 2
        value_x = x - (value_width + pips_width) / 2
    elif cos(direction) > 0:
        anchor, x = "start", block.left
        value_x = x
    else:
        anchor, x = "end", block.left + block.width
        value_x = x - value_width - pips_width
    value_y = block.top + LINE_HEIGHT * (len(block.lines) + 0.85)
    return Label(
        x=round(x, 1),
        y=round(block.top - LINE_HEIGHT * 0.2, 1),
        anchor=anchor,
        lines=block.lines,
        value=block.spot.value,
        value_x=round(value_x, 1),
        value_y=round(value_y, 1),
        pips=degrees.pips(block.spot.degree, levels, value_x + value_width + 5, value_y - 7.5),
        left=round(block.left, 1),
        top=round(block.top, 1),
        right=round(block.left + block.width, 1),
        bottom=round(block.top + block.height, 1),
    )


def place(spots: Sequence[Spot], *, radius: float, levels: int) -> tuple[Label, ...]:
    """Return a label for each spot in the order given: from the middle outwards, none touching."""
    pips_width = degrees.pips_width(levels)
    blocks = [_block(spot, radius, pips_width) for spot in spots]
    order = sorted(range(len(spots)), key=lambda index: abs(sin(spots[index].direction)))
    placed: dict[int, _Block] = {}
    for index in order:
        placed[index] = _cleared(blocks[index], list(placed.values()))
    return tuple(_label(placed[index], levels) for index in range(len(spots)))


def _rows(notices: Sequence[Notice], limit: float) -> list[list[tuple[Notice, float]]]:
    """Break the legend into rows no wider than the frame."""
    rows: list[list[tuple[Notice, float]]] = [[]]
    used = 0.0
    for notice in notices:
        width = _LEGEND_SIGN + text.width(notice.name, SIZE) + _LEGEND_GAP
        if rows[-1] and used + width > limit:
            rows.append([])
            used = 0.0
        rows[-1].append((notice, width))
        used += width
    return [row for row in rows if row]


def frame(
    labels: Sequence[Label], notices: Sequence[Notice], *, least: float
) -> tuple[str, tuple[LegendItem, ...]]:
    """Return the viewBox that encloses everything, and the legend placed below."""
    reach = max(least, *(max(-label.left, label.right) for label in labels)) + _MARGIN
    top = min(-least, *(label.top for label in labels)) - _MARGIN
    bottom = max(least, *(label.bottom for label in labels)) + _MARGIN
    widest = max((_LEGEND_SIGN + text.width(one.name, SIZE) for one in notices), default=0.0)
    reach = max(reach, widest / 2 + _MARGIN)
    rows = _rows(notices, 2 * reach)
    items = []
    for row, entries in enumerate(rows):
        x = -(sum(width for _, width in entries) - _LEGEND_GAP) / 2
        for notice, width in entries:
            y = round(bottom + _LEGEND_ROW * (row + 1), 1)
            items.append(LegendItem(round(x, 1), y, notice.name, notice.number, notice.dash))
            x += width
    height = bottom - top + _LEGEND_ROW * (len(rows) + (0.6 if rows else 0))
    left = floor(-reach)
    return f"{left} {floor(top)} {-2 * left} {ceil(height) + 1}", tuple(items)
