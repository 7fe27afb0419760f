"""The colours of charts: ink for everything that is not a degree, one colour for each degree."""

from __future__ import annotations

from typing import Final

from accounts import colours

INK: Final = colours.INK
INK_2: Final = "#454a5c"
INK_3: Final = "#5f6579"
LINE: Final = "#e3e5ec"
LINE_2: Final = "#cdd1dc"
CONTROL: Final = "#7d8398"
CANVAS: Final = "#f7f8fa"
SURFACE: Final = "#fff"
DEGREES: Final = colours.DEGREES
TINTS: Final = ("#fff5e5", "#e6f5f4", "#eeedfa")
FONT: Final = "Inter, 'Liberation Sans', 'Segoe UI', Roboto, Arial, sans-serif"

CHROME: Final = {
    "ink": INK,
    "ink_2": INK_2,
    "ink_3": INK_3,
    "line": LINE,
    "line_2": LINE_2,
    "control": CONTROL,
    "canvas": CANVAS,
    "surface": SURFACE,
    "font": FONT,
}


def degree(order: int | None) -> str:
    """Return the colour of a degree, 1 being the first; ink where it is not known."""
    return INK_3 if order is None else DEGREES[order - 1]


def tint(order: int | None) -> str:
    """Return the pale companion of a degree's colour."""
    return LINE if order is None else TINTS[order - 1]
