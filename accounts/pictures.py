"""Look at a picture's first bytes: what it is and how large, before anything decodes it.

Only PNG, JPEG and WebP are known here. Whatever else a file is, it is refused for the reason given.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.refusals import NotAPicture

MAX_BYTES = 1024 * 1024
MAX_SIDE = 4000
MAX_PIXELS = 16_000_000
_NO_LENGTH = {0x01, *range(0xD0, 0xD8)}  # JPEG markers that stand alone
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG markers that say how large it is
_END_OF_JPEG, _SCAN = 0xD9, 0xDA
_MOST_PARTS = 2000  # chunks or markers: a usual picture has a hundred, one made to keep us busy a million


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture written anew by us."""

    png: bytes
    width: int
    height: int

    @property
    def checksum(self) -> str:
        """Return what identifies the picture."""
        return hashlib.sha256(self.png).hexdigest()


def check(data: bytes) -> str:
    """Return the name of the format, or refuse what is no picture, too large, or holds something else too."""
    if len(data) > MAX_BYTES:
        raise NotAPicture(_("The file is larger than 1 MB. Make the picture smaller and try again."))
    kind = _kind(data)
    try:
        width, height = _SIZES[kind](data)
        whole = _WHOLE[kind](data)
    except (struct.error, IndexError, ValueError) as broken:
        raise _damaged() from broken
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        raise NotAPicture(
            _(
                "The picture measures %(width)s × %(height)s pixels. At most %(side)s on a side "
                "and %(pixels)s million in all can be read."
            )
            % {"width": width, "height": height, "side": MAX_SIDE, "pixels": MAX_PIXELS // 1_000_000}
        )
    if not (width and height and whole):
        raise _damaged()
    return kind


def size_of(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG."""
    return _png_size(png)


def _kind(data: bytes) -> str:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) or b"<svg" in start:
        raise NotAPicture(
            _("This is an SVG file, which can hold programs. Save the logo as PNG, JPEG or WebP.")
        )
    raise NotAPicture(_("This is not a PNG, JPEG or WebP picture, whatever its name says."))


def _damaged() -> NotAPicture:
    return NotAPicture(
        _("The file is damaged, or holds something besides the picture. Save the picture anew and try again.")
    )


def _png_size(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise ValueError
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    for _part in range(_MOST_PARTS):
        if data[at] != 0xFF:  # noqa: PLR2004 # every marker begins so
            raise ValueError
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if marker in {_SCAN, _END_OF_JPEG}:
            raise ValueError
        if marker == 0xFF:  # noqa: PLR2004 # filling
            at += 1
        elif marker in _NO_LENGTH:
            at += 2
        else:
            (length,) = struct.unpack(">H", data[at + 2 : at + 4])
            at += 2 + length
    raise ValueError


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L" and data[20] == 0x2F:  # noqa: PLR2004 # the format's signature
        (bits,) = struct.unpack("<I", data[21:25])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError


def _png_whole(data: bytes) -> bool:
    """Say whether the chunks go from the first byte to the last, and nothing stands behind the end."""
    at = 8
    for _part in range(_MOST_PARTS):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        at += 12 + length
        if kind == b"acTL":
            raise NotAPicture(_("A logo does not move. Save one picture of it and try again."))
        if kind == b"IEND":
            return bool(at == len(data))
    return False


def _jpeg_whole(data: bytes) -> bool:
    return data.rstrip(b"\x00").endswith(b"\xff\xd9")


def _webp_whole(data: bytes) -> bool:
    (length,) = struct.unpack("<I", data[4:8])
    if data[12:16] == b"VP8X" and data[20] & 0x02:
        raise NotAPicture(_("A logo does not move. Save one picture of it and try again."))
    return bool(length + 8 == len(data))


_SIZES: Mapping[str, Callable[[bytes], tuple[int, int]]] = {
    "PNG": _png_size,
    "JPEG": _jpeg_size,
    "WEBP": _webp_size,
}
_WHOLE: Mapping[str, Callable[[bytes], bool]] = {
    "PNG": _png_whole,
    "JPEG": _jpeg_whole,
    "WEBP": _webp_whole,
}
