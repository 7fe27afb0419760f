"""The formats of cells, each made once for a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from reports.charts import palette
from reports.document import Look
from reports.document.workbook import Kind

FONT = {"font_name": "Arial", "font_size": 10}
WRAP = {"text_wrap": True, "valign": "top"}
RIGHT = {"align": "right", "indent": 1}
LEFT = {"align": "left", "indent": 1}
RULED = {"bottom": 1, "bottom_color": palette.LINE}
NUMBERS: dict[Kind, str] = {
    "score": "0",
    "count": "0",
    "percent": '0"%"',
    "points": "+0;\N{MINUS SIGN}0;0",
    "date": "dd mmm yyyy",
}


@dataclass(frozen=True)
class Styles:
    """Formats by what they are for."""

    book: xlsxwriter.Workbook
    look: Look
    made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def get(self, **properties: Any) -> Format:
        """Return the format with these properties."""
        key = tuple(sorted({**FONT, **properties}.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(dict(key))
        return self.made[key]

    @property
    def heading(self) -> Format:
        return self.get(
            bold=True, font_size=18, font_color=self.look.colour, text_wrap=True, valign="vcenter"
        )

    @property
    def message(self) -> Format:
        return self.get(**WRAP, font_size=11)

    def column(self, kind: Kind) -> Format:
        """Return the format of the heading of a column."""
        aligned = {"align": "center"} if kind in NUMBERS else LEFT
        return self.get(**WRAP, **aligned, bold=True, font_color="#FFFFFF", bg_color=self.look.colour)

    @property
    def fact(self) -> Format:
        return self.get(**WRAP, bold=True, font_color=palette.INK_2)

    @property
    def note(self) -> Format:
        return self.get(**WRAP, font_color=palette.INK_2)

    @property
    def part(self) -> Format:
        return self.get(bold=True, font_size=12, font_color=self.look.colour)

    def value(self, kind: Kind, *, first: bool = False, quoted: bool = False) -> Format:
        """Return the format of a value; the first column names its row."""
        if kind in NUMBERS:
            return self.get(**RULED, **RIGHT, valign="top", num_format=NUMBERS[kind])
        named = {"bold": True} if first else {}
        marked = {"quote_prefix": True} if quoted else {}
        return self.get(**RULED, **WRAP, **LEFT, **named, **marked)

    def why(self, kind: Kind = "text") -> Format:
        """Return the format of a reason that stands in the place of a value."""
        aligned = RIGHT if kind in NUMBERS else LEFT
        return self.get(**RULED, **WRAP, **aligned, italic=True, font_color=palette.INK_3)

    def degree(self, place: int) -> Format:
        """Return the format of the name of a degree, with its own tint."""
        tint, ink = palette.tint(_known(place)), palette.degree(_known(place))
        return self.get(**RULED, **WRAP, **LEFT, bold=True, bg_color=tint, font_color=ink)


def _known(place: int) -> int:
    return min(place, len(palette.DEGREES))
