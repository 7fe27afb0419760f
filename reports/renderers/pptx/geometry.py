"""Where things stand on a slide, in points of which 72 are an inch, and how large letters are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EMU: Final = 12700  # in a point
WIDTH: Final = 960.0
HEIGHT: Final = 540.0
MARGIN: Final = 44.0
INSET: Final = 4.0  # between a box and its text, on every side
LEADING: Final = 1.2  # of a line, in letter sizes
BEFORE: Final = 0.45  # above a paragraph, in letter sizes


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> tuple[int, int, int, int]:
        """Return the same as the units of a file."""
        return (
            round(self.left * EMU),
            round(self.top * EMU),
            round(self.width * EMU),
            round(self.height * EMU),
        )


TITLE: Final = Box(MARGIN, 30, 740, 80)
TITLE_ALONE: Final = Box(MARGIN, 30, 872, 80)  # without a logo beside it
LOGO: Final = Box(796, 34, 120, 44)
FOOTER: Final = Box(MARGIN, 504, 780, 20)
NUMBER: Final = Box(846, 504, 70, 20)
BODY: Final = Box(MARGIN, 126, 872, 364)
SPLIT_FIGURE: Final = Box(MARGIN, 126, 528, 364)
SPLIT_TEXT: Final = Box(590, 126, 326, 364)
WIDE_FIGURE: Final = Box(MARGIN, 122, 872, 300)
WIDE_ALONE: Final = Box(MARGIN, 122, 872, 368)  # without a note below it
WIDE_TEXT: Final = Box(MARGIN, 430, 872, 64)
PAIR_FIGURE: Final = Box(MARGIN, 126, 426, 254)
PAIR_ALONE: Final = Box(MARGIN, 126, 426, 364)  # without words below it
PAIR_TEXT: Final = Box(MARGIN, 388, 426, 104)
PAIR_STEP: Final = 446.0  # from one half to the other
COVER_PANEL: Final = Box(0, 0, WIDTH, 400)
COVER_TITLE: Final = Box(MARGIN + 8, 84, 840, 130)
COVER_TEXT: Final = Box(MARGIN + 8, 226, 840, 156)
COVER_LOGO: Final = Box(MARGIN + 8, 418, 220, 66)

TITLE_SIZES: Final = (26, 24, 22, 20, 18, 16, 14)
COVER_SIZES: Final = (40, 36, 32, 28, 24, 20)
COVER_TEXT_SIZES: Final = (18, 16, 14, 12, 11)
BODY_SIZES: Final = (22, 20, 18, 17, 16, 15, 14)
SPLIT_SIZES: Final = (18, 17, 16, 15, 14, 13, 12)
WIDE_SIZES: Final = (13, 12, 11)
PAIR_SIZES: Final = (14, 13, 12, 11)
TABLE_SIZES: Final = (15, 14, 13, 12, 11)
REMARK: Final = 0.8  # the letters of a remark in relation to the others
CELL_PADDING: Final = 5.0
CELL_ABOVE: Final = 4.0
