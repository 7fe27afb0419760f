"""What runs in the child process: a string of HTML in, a PDF out. No Django, no database, no network.

The web process imports this module only to name its two functions, so it imports nothing heavy.
"""

from __future__ import annotations

import gc
import logging
import os
import resource
from contextlib import suppress

CPU_SECONDS_PER_DOCUMENT = 30


def prepare(memory_bytes: int, stylesheet: str) -> None:
    """Cap the memory of this process for good, and warm it up with the stylesheet."""
    with suppress(ValueError):  # macOS knows the limit but refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # what it would say holds people's text
    render("<html lang=en><title>Warm</title><p>Warm</p></html>", stylesheet)
    gc.freeze()  # what is loaded now stays; the collector need not walk through it after each document


def render(html: str, stylesheet: str) -> bytes:
    """Return one document as a tagged PDF within the processor time it may use."""
    from reports.renderers import press  # noqa: PLC0415  # see above: here and nowhere else

    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + CPU_SECONDS_PER_DOCUMENT
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))
    try:
        return press.press(stylesheet).print(html)
    except MemoryError:  # what is left of this process is not to be trusted with the next document
        os._exit(os.EX_UNAVAILABLE)
