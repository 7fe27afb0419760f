"""A pool of one child process that prints PDFs, with a short queue and hard limits.

Layout takes a second of processor time and much memory, and hostile input may take far more. So it
never runs in the web process: the child has a cap on memory, on processor time and on the clock; a
child that breaks one is ended and the next document gets a fresh one.
"""

from __future__ import annotations

import atexit
import multiprocessing
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as OutOfTime
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import Any

import structlog
from pebble import ProcessPool

from reports.renderers import child

log = structlog.get_logger(__name__)


class RenderingRefused(Exception):
    """A document could not be made now; trying again later may help."""

    retry_after_seconds = 30


class QueueFull(RenderingRefused):
    """Too many documents are being made at once."""

    retry_after_seconds = 10


class LimitBroken(RenderingRefused):
    """The document took more time or memory than it may, or its child process died."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use, and how many may be under way at once."""

    memory_bytes: int = (
        512 * 1024 * 1024
    )  # of address space: a usual report takes 300 MB, 115 of them resident
    seconds: float = 20
    wait_seconds: float = 30
    documents: int = 5
    documents_per_child: int = 200


class RenderPool:
    """One child process, started with the first document and used again for the next ones."""

    def __init__(self, limits: Limits, stylesheet: str = "") -> None:
        self._limits = limits
        self._stylesheet = stylesheet
        self._places = BoundedSemaphore(limits.documents)
        self._lock = Lock()
        self._pool: Any = None

    def render(self, html: str) -> bytes:
        """Return the PDF of a document, or refuse by name."""
        if not self._places.acquire(blocking=False):
            raise QueueFull
        try:
            return self._render(html)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()
            pool.join()

    def _render(self, html: str) -> bytes:
        future = self._started().schedule(
            child.render, args=[html, self._stylesheet], timeout=self._limits.seconds
        )
        try:
            failure = future.exception(timeout=self._limits.wait_seconds)
        except (OutOfTime, CancelledError) as late:
            future.cancel()
            raise LimitBroken from late
        if failure is not None:
            log.error("document not made", error=type(failure).__name__)
            raise LimitBroken from failure
        pdf: bytes = future.result()
        return pdf

    def _started(self) -> Any:
        with self._lock:
            if self._pool is None or not self._pool.active:
                self._pool = self._start()
            return self._pool

    def _start(self) -> Any:
        limits = self._limits
        return ProcessPool(
            max_workers=1,
            max_tasks=limits.documents_per_child,
            initializer=child.prepare,
            initargs=[limits.memory_bytes, self._stylesheet],
            # Neither the threads nor the connections of the web process may be copied into the child.
            context=multiprocessing.get_context("spawn"),
        )


_shared: dict[str, RenderPool] = {}
_shared_lock = Lock()


def shared(stylesheet: str) -> RenderPool:
    """Return this process's pool for a stylesheet."""
    with _shared_lock:
        if stylesheet not in _shared:
            _shared[stylesheet] = RenderPool(Limits(), stylesheet)
            atexit.register(_shared[stylesheet].close)
        return _shared[stylesheet]
