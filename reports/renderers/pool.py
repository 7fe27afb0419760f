"""Child processes that make documents, each with a short queue and hard limits.

A document takes a second of processor time and much memory, and hostile input may take far more. So none
is laid out in the web process: a child has a cap on memory, on processor time and on the clock; a child
that breaks one is ended and the next document gets a fresh one. A child with nothing to do is ended too.
"""

from __future__ import annotations

import atexit
import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Lock, Timer
from typing import Any

import structlog
from django.conf import settings
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
    seconds: float = 60  # by the clock
    wait_seconds: float = 90
    documents: int = 10
    documents_per_child: int = 200
    idle_seconds: float = 300
    niceness: int = 10  # whoever answers questions goes first


class RenderPool:
    """One child process, started with the first document and used again for the next ones.

    `prepare` runs in it once, with its limit on memory, its niceness and `prepared`.
    """

    def __init__(self, limits: Limits, prepare: Callable[..., None], *prepared: str) -> None:
        self._limits = limits
        self._prepare = prepare
        self._prepared = prepared
        self._lock = Lock()
        self._under_way = 0
        self._pool: Any = None
        self._rest: Timer | None = None

    def begin(self, work: Callable[..., bytes], *of: object) -> Future[bytes]:
        """Let the child do its work on these values; what comes is a document or a `LimitBroken`."""
        with self._lock:
            if self._under_way >= self._limits.documents:
                raise QueueFull
            made = self._started().schedule(work, args=of, timeout=self._limits.seconds)
            self._under_way += 1
        document: Future[bytes] = Future()
        made.add_done_callback(partial(self._settle, document))
        return document

    def render(self, work: Callable[..., bytes], *of: object) -> bytes:
        """Return a document, or refuse by name; for those who can wait."""
        try:
            return self.begin(work, *of).result(timeout=self._limits.wait_seconds)
        except TimeoutError as late:
            raise LimitBroken from late

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            pool = self._let_go()
        _end(pool)

    def _settle(self, document: Future[bytes], made: Future[bytes]) -> None:
        with self._lock:
            self._under_way -= 1
            if not self._under_way and self._pool is not None:
                self._rest_later()
        failure = None if made.cancelled() else made.exception()
        if failure is None and not made.cancelled():
            document.set_result(made.result())
            return
        log.error("document not made", error=type(failure).__name__)
        broken = LimitBroken()
        broken.__cause__ = failure
        document.set_exception(broken)

    def _started(self) -> Any:
        if self._pool is None or not self._pool.active:
            self._pool = self._start()
        return self._pool

    def _start(self) -> Any:
        limits = self._limits
        return ProcessPool(
            max_workers=1,
            max_tasks=limits.documents_per_child,
            initializer=self._prepare,
            initargs=[limits.memory_bytes, limits.niceness, *self._prepared],
            # Neither the threads nor the connections of the web process may be copied into the child.
            context=multiprocessing.get_context("spawn"),
        )

    def _rest_later(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        self._rest = Timer(self._limits.idle_seconds, self._go_home)
        self._rest.daemon = True
        self._rest.start()

    def _go_home(self) -> None:
        """End a child that nobody needs; the next document gets another."""
        with self._lock:
            pool = None if self._under_way else self._let_go()
        _end(pool)

    def _let_go(self) -> Any:
        pool, self._pool = self._pool, None
        if self._rest is not None:
            self._rest.cancel()
        return pool


def _end(pool: Any) -> None:
    if pool is not None:
        pool.stop()
        pool.join()


_shared: dict[tuple[object, ...], RenderPool] = {}
_shared_lock = Lock()


def press(stylesheet: str) -> RenderPool:
    """Return this process's pool that prints pages with a stylesheet."""
    return _of(child.prepare_press, stylesheet)


def office() -> RenderPool:
    """Return this process's pool that makes slides and workbooks."""
    return _of(child.prepare_office)


def _of(prepare: Callable[..., None], *prepared: str) -> RenderPool:
    with _shared_lock:
        key = (prepare, *prepared)
        if key not in _shared:
            _shared[key] = RenderPool(_limits(), prepare, *prepared)
            atexit.register(_shared[key].close)
        return _shared[key]


def _limits() -> Limits:
    seconds = settings.REPORT_DOCUMENT_SECONDS
    return Limits(seconds=seconds, wait_seconds=1.5 * seconds, niceness=settings.REPORT_NICENESS)
