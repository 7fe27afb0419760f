"""Colours: how well white can be read on them (WCAG 2.2), and how far apart they look (CIE 1976, L*a*b*)."""

from __future__ import annotations

import re
from math import cbrt, dist

ENOUGH = 4.5  # WCAG 2.2, 1.4.3 (AA), for text of any size
INK = "#14161f"  # of an organisation that has chosen no colour
DEGREES = ("#bc6c00", "#0e807b", "#2f2b80")  # of the lowest degree to the highest, as charts show them
# In headings and charts of one document, two colours nearer than this are taken for the same.
LOOK_ALIKE = 20
_WRITTEN = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)


def normal(written: str) -> str | None:
    """Return a colour as "#rrggbb" in small letters, None if it is none."""
    text = written.strip()
    if not _WRITTEN.fullmatch(text):
        return None
    digits = text.removeprefix("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))  # noqa: PLR2004 # rrggbb


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of "#rrggbb" and white, from 1 (the same) to 21 (black)."""
    return 1.05 / (_luminance(_channels(colour)) + 0.05)


def nearest_readable(colour: str) -> str:
    """Return the lightest shade of a colour on which white is readable: the colour itself if it can be."""
    channels = _channels(colour)
    too_light, dark_enough = 256, 0
    while too_light - dark_enough > 1:
        middle = (too_light + dark_enough) // 2
        if contrast_with_white(_shade(channels, middle)) >= ENOUGH:
            dark_enough = middle
        else:
            too_light = middle
    return _shade(channels, dark_enough)


def degree_like(colour: str) -> int | None:
    """Return the place of the degree, from 1, whose colour a reader may take this one for."""
    far = [difference(colour, degree) for degree in DEGREES]
    nearest = min(far)
    return far.index(nearest) + 1 if nearest < LOOK_ALIKE else None


def difference(one: str, other: str) -> float:
    """Return how far apart two colours look: 2 is just seen, 100 lies between black and white."""
    return dist(_lab(_channels(one)), _lab(_channels(other)))


def _lab(channels: tuple[int, int, int]) -> tuple[float, float, float]:
    red, green, blue = (_linear(channel / 255) for channel in channels)
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = _root(_luminance(channels))
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116  # noqa: PLR2004 # CIE 1976


def _shade(channels: tuple[int, int, int], of_255: int) -> str:
    return "#" + "".join(f"{channel * of_255 // 255:02x}" for channel in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(channels: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 # sRGB
