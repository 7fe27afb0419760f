"""Make a logo out of whatever somebody sent: checked here, decoded in a child process with limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Protocol

import structlog
from django.utils.translation import gettext as _

from accounts import pictures
from accounts.refusals import Busy, NotAPicture

if TYPE_CHECKING:
    from accounts.pictures import Picture

log = structlog.get_logger(__name__)

SECONDS = 15  # by the clock, on a busy machine; the child itself has fewer of the processor
_AT_ONCE = BoundedSemaphore(2)
_CHILD = Path(__file__).with_name("picture_child.py")


class Sent(Protocol):
    """What of an uploaded file is of interest here."""

    def read(self, num_bytes: int, /) -> bytes: ...


def picture_from(sent: Sent) -> Picture:
    """Return a file as a PNG of ours, or refuse it with the reason; never reads more than it may hold."""
    data = sent.read(pictures.MAX_BYTES + 1)
    kind = pictures.check(data)
    if not _AT_ONCE.acquire(blocking=False):
        raise Busy
    try:
        png = _written_anew(data, kind)
    finally:
        _AT_ONCE.release()
    width, height = pictures.size_of(png)
    return pictures.Picture(png, width, height)


def _written_anew(data: bytes, kind: str) -> bytes:
    """Decode and encode in a process that knows no settings and no environment."""
    try:
        done = subprocess.run(  # noqa: S603 # our own script; what was sent goes to its standard input
            [sys.executable, "-I", _CHILD, kind],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        log.warning("logo refused by the child", error=type(failure).__name__)
        raise NotAPicture(
            _("The picture cannot be read: it is damaged, moves, or takes too much to decode.")
        ) from failure
    return done.stdout
