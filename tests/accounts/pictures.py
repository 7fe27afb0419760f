"""Pictures, good ones and files that only pretend."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, PngImagePlugin

MARK = b"\x89PNG\r\n\x1a\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 120), **more: object) -> bytes:
    """Return a picture of some colour."""
    written = BytesIO()
    Image.new("RGB", size, (11, 93, 138)).save(written, kind, **more)
    return written.getvalue()


def moving(kind: str) -> bytes:
    """Return a picture that moves."""
    written = BytesIO()
    frames = [Image.new("RGB", (40, 40), (shade, 0, 0)) for shade in (10, 120, 250)]
    frames[0].save(written, kind, save_all=True, append_images=frames[1:], duration=100)
    return written.getvalue()


def with_text(text: str) -> bytes:
    """Return a picture with something written into its extras."""
    extras = PngImagePlugin.PngInfo()
    extras.add_text("Comment", text)
    return picture(pnginfo=extras)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, pixels: bytes, *, depth: int = 8, colours: int = 2) -> bytes:
    """Return a PNG that says it is of a size, whatever its pixels are."""
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    return MARK + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bomb(side: int) -> bytes:
    """Return a whole, black, square PNG of a few kilobytes."""
    row = b"\0" + b"\0" * ((side + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return png(side, side, pixels, depth=1, colours=0)


def gif(size: tuple[int, int] = (10, 10)) -> bytes:
    """Return a GIF."""
    return picture("GIF", size)


def hostile() -> Iterator[tuple[str, bytes]]:
    """Yield files that are no logo, each with what it is."""
    good, jpeg, webp = picture(), picture("JPEG"), picture("WEBP")
    yield "nothing but a name", b"\n"
    yield "text", b"This is not a picture at all."
    yield "program", b"\x7fELF" + b"\0" * 500
    yield "windows program", b"MZ" + b"\0" * 500
    yield "archive", b"PK\x03\x04" + b"\0" * 500
    yield "document", b"%PDF-1.7\n" + b"\0" * 500
    yield "page", b"<!doctype html><script>alert(1)</script>"
    yield "svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "svg with a declaration", b'<?xml version="1.0"?><svg onload="alert(1)"/>'
    yield "svg behind spaces", b"\xef\xbb\xbf \n\n<svg/>"
    yield "svg with an entity bomb", b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'
    yield "packed svg", b"\x1f\x8b" + b"\0" * 100
    yield "gif", gif()
    yield "moving gif", moving("GIF")
    yield "bmp", picture("BMP")
    yield "tiff", picture("TIFF")
    yield "icon", picture("ICO", (32, 32))
    yield "postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n"
    yield "moving png", moving("PNG")
    yield "moving webp", moving("WEBP")
    yield "bomb of 20,000 a side", bomb(20_000)
    yield "bomb of 4,001 a side", bomb(4_001)
    yield "png that claims 65,535 a side", png(65_535, 65_535, b"")
    yield "png that claims the largest size", png(2**31 - 1, 2**31 - 1, b"")
    yield "png of no size", png(0, 10, zlib.compress(b""))
    yield "png without pixels", png(100, 100, b"")
    yield "png with too few pixels", png(3000, 3000, zlib.compress(b"\0" * 50))
    yield "png whose pixels are no deflate", png(100, 100, b"\xff" * 300)
    yield "png with wrong sums", good.replace(b"IDAT", b"IDAt", 1)
    yield "cut png", good[: len(good) // 2]
    yield "cut jpeg", jpeg[: len(jpeg) // 2]
    yield "cut webp", webp[: len(webp) // 2]
    yield "png with an archive behind it", good + b"PK\x03\x04" + b"\0" * 100
    yield "jpeg with a page behind it", jpeg + b"<script>alert(1)</script>"
    yield "webp with a page behind it", webp + b"<script>alert(1)</script>"
    yield "only the mark of a png", MARK
    yield "only the mark of a jpeg", b"\xff\xd8\xff"
    yield "only the mark of a webp", b"RIFF\x04\0\0\0WEBP"
    yield "jpeg of nothing but filling", b"\xff\xd8" + b"\xff" * 500_000 + b"\xd9"
    yield "png of nothing but empty chunks", good[:33] + chunk(b"teXt", b"") * 80_000 + good[33:]
    yield "jpeg of nothing but empty parts", b"\xff\xd8" + b"\xff\xe0\0\0" * 200_000 + b"\xff\xd9"
    yield "jpeg that claims 65,535 a side", _claiming(jpeg)
    yield "webp that claims 16,384 a side", _claiming_webp()
    yield "png with a packed profile of 100 MB", _with_profile_bomb()
    yield "png in a chunk without end", MARK + b"\x7f\xff\xff\xffIHDR" + b"\0" * 100
    yield "more than a megabyte", MARK + b"\0" * (1024 * 1024 + 1)


def _claiming(jpeg: bytes) -> bytes:
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + b"\xff\xff\xff\xff" + jpeg[at + 4 :]


def _claiming_webp() -> bytes:
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff\x3f\0" + b"\xff\x3f\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _with_profile_bomb() -> bytes:
    """Return a PNG whose colour profile unpacks to a hundred megabytes, and whose pixels are damaged."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(100)) + packer.flush()
    head = struct.pack(">IIBBBBB", 50, 50, 8, 2, 0, 0, 0)
    profile = chunk(b"iCCP", b"x\0\0" + packed)
    return MARK + chunk(b"IHDR", head) + profile + chunk(b"IDAT", b"\0") + chunk(b"IEND", b"")
