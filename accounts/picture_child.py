"""Run by itself in a child process: a checked picture on standard input, a small PNG on standard output.

No Django, no settings, no secret: a file that breaks out of the decoder finds nothing here.
"""

from __future__ import annotations

import resource
import sys
import warnings
from contextlib import suppress
from io import BytesIO

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 4
MAX_PIXELS = 16_000_000
MAX_SIZE = (600, 200)
REFUSED = 3


def small_png(data: bytes, kind: str) -> bytes:
    """Return a picture of one of the formats known as a PNG of at most 600 × 200, without its extras."""
    from PIL import Image, ImageOps  # noqa: PLC0415 # after the limits, which hold for loading it too

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error")
    with Image.open(BytesIO(data), formats=[kind]) as opened:
        if getattr(opened, "n_frames", 1) > 1:
            raise ValueError
        if opened.mode != "P":
            opened.draft(None, (MAX_SIZE[0] * 2, MAX_SIZE[1] * 2))
        opened.load()
        picture = ImageOps.exif_transpose(opened).convert("RGBA")
    picture.thumbnail(MAX_SIZE, Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    written = BytesIO()
    clean.save(written, "PNG", optimize=True)
    return written.getvalue()


def main() -> int:
    """Read, decode within the limits, write; refuse by exit code."""
    with suppress(ValueError):  # macOS knows the limit but refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.buffer.write(small_png(sys.stdin.buffer.read(), sys.argv[1]))
    except Exception:  # noqa: BLE001 # a decoder raises anything; whatever it is, there is no picture
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
