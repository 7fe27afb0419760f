"""What runs in child processes: plain values in, a finished file out. No Django, no database, no network.

The web process imports this module only to name its functions, so it imports nothing heavy.
"""

from __future__ import annotations

import gc
import logging
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.document.deck import Deck
    from reports.document.look import Look
    from reports.document.workbook import Workbook

CPU_SECONDS_PER_DOCUMENT = 30


def prepare_press(memory_bytes: int, niceness: int, stylesheet: str) -> None:
    """Confine this process, and warm it up with the stylesheet."""
    _confine(memory_bytes, niceness)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # what it would say holds people's text
    print_pages('<html lang="en"><title>Warm</title><p>Warm</p></html>', stylesheet)
    gc.freeze()  # what is loaded now stays; the collector need not walk through it after each document


def prepare_office(memory_bytes: int, niceness: int) -> None:
    """Confine this process; what it needs is loaded with the first document of a kind."""
    _confine(memory_bytes, niceness)


def print_pages(html: str, stylesheet: str) -> bytes:
    """Return one document as a tagged PDF."""
    from reports.renderers import press  # noqa: PLC0415  # see above: here and nowhere else

    with _limited():
        return press.press(stylesheet).print(html)


def draw_slides(deck: Deck, look: Look) -> bytes:
    """Return one deck as PPTX."""
    from reports.renderers import pptx  # noqa: PLC0415  # as above

    with _limited():
        return pptx.render(deck, look)


def fill_workbook(workbook: Workbook, look: Look) -> bytes:
    """Return one workbook as XLSX."""
    from reports.renderers import xlsx  # noqa: PLC0415  # as above

    with _limited():
        return xlsx.render(workbook, look)


def _confine(memory_bytes: int, niceness: int) -> None:
    """Cap the memory of this process for good, and let others go first."""
    with suppress(ValueError):  # macOS knows the limit but refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    os.nice(niceness)


@contextmanager
def _limited() -> Iterator[None]:
    """Allow a document so much processor time; end the process where memory runs out."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + CPU_SECONDS_PER_DOCUMENT
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))
    try:
        yield
    except MemoryError:  # what is left of this process is not to be trusted with the next document
        os._exit(os.EX_UNAVAILABLE)
