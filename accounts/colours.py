"""Colours and how well white can be read on them (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

import re

ENOUGH = 4.5  # WCAG 2.2, 1.4.3 (AA), for text of any size
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


def _shade(channels: tuple[int, int, int], of_255: int) -> str:
    return "#" + "".join(f"{channel * of_255 // 255:02x}" for channel in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(channels: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 # sRGB
