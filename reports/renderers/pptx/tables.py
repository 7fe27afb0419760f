"""A table that can be edited: a head, written cells, lines in ink, degrees by name and colour."""

from __future__ import annotations

from typing import Any, Final

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from reports.document.deck import Cell, Deck, Grid
from reports.renderers.pptx import cutting, geometry, texts, theme, xml
from reports.renderers.pptx.fitting import Side

_MOST_AIR: Final = 1.4
_FULL, _EMPTY = "\u25cf", "\u25cb"
_PLAIN_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def add(slide: Any, grid: Grid, side: Side, deck: Deck) -> Any:
    """Add a table to a slide and return its frame."""
    box = side.box
    heights = _airy(cutting.row_heights(grid, side.cell_size, box), box.height)
    left, top, width, _ = box.emu()
    high = round(sum(heights) * geometry.EMU)
    frame = slide.shapes.add_table(len(grid.rows) + 1, len(grid.columns), left, top, width, high)
    xml.describe(frame, texts.clean(grid.words), "Table")
    table = frame.table
    _style(table)
    for column, wide in zip(table.columns, cutting.column_widths(grid, box), strict=True):
        column.width = round(wide * geometry.EMU)
    for row, tall in zip(table.rows, heights, strict=True):
        row.height = round(tall * geometry.EMU)
    _fill(table, grid, side.cell_size, deck)
    return frame


def _airy(heights: tuple[float, ...], room: float) -> tuple[float, ...]:
    """Return rows with more air, as far as there is room."""
    more = min(_MOST_AIR, room / sum(heights))
    return tuple(height * max(1.0, more) for height in heights)


def _style(table: Any) -> None:
    properties = table._tbl.tblPr
    properties.set("bandRow", "0")
    xml.child(properties, "a:tableStyleId").text = _PLAIN_STYLE


def _fill(table: Any, grid: Grid, size: int, deck: Deck) -> None:
    head = tuple(Cell(column) for column in grid.columns)
    for at, row in enumerate((head, *grid.rows)):
        for place, cell in enumerate(row):
            _cell(
                table.cell(at, place),
                cell,
                size,
                deck,
                strong=at == 0 or (place == 0 and grid.named),
                head=at == 0,
            )


def _cell(target: Any, cell: Cell, size: int, deck: Deck, *, strong: bool, head: bool) -> None:
    target.margin_left = target.margin_right = Pt(geometry.CELL_PADDING)
    target.margin_top = target.margin_bottom = Pt(geometry.CELL_ABOVE)
    target.vertical_anchor = MSO_ANCHOR.MIDDLE
    if cell.place is not None and not head:
        _pips(target.text_frame.paragraphs[0], cell.place, len(deck.degrees), size)
    paragraph = target.text_frame.paragraphs[0]
    if texts.from_right(cell.text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")
    run = paragraph.add_run()
    run.text = texts.clean(cell.text)
    run.font.size = Pt(size)
    run.font.bold = strong or cell.marked
    run._r.get_or_add_rPr().set("lang", deck.language)
    run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2 if head else MSO_THEME_COLOR.TEXT_1
    _line(target, "tx2" if head else "accent6")
    if cell.marked:
        _mark(target)


def _pips(paragraph: Any, place: int, of: int, size: int) -> None:
    """Put the pips of a degree before its name, in its colour."""
    run = paragraph.add_run()
    run.text = f"{_FULL * place}{_EMPTY * (of - place)} "
    run.font.size = Pt(size)
    run.font.color.theme_color = theme.DEGREES[place - 1]


def _mark(target: Any) -> None:
    """Lay a pale ground under the cell that the slide speaks of."""
    properties = target._tc.get_or_add_tcPr()
    shade = '<a:lumMod val="50000"/><a:lumOff val="50000"/>'
    properties.append(
        xml.element(f'<a:solidFill><a:schemeClr val="accent6">{shade}</a:schemeClr></a:solidFill>')
    )


def _line(target: Any, colour: str) -> None:
    properties = target._tc.get_or_add_tcPr()
    properties.append(
        xml.element(f'<a:lnB w="9525"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:lnB>')
    )
