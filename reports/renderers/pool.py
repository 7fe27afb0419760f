"""Child processes that make documents, each with a short queue and hard limits.

A document takes a second of processor time and much memory, and hostile input may take far more. So none
is laid out in the web process: a child has a cap on memory, on processor time and on the clock; a child
that breaks one is ended and the next document gets a fresh one. A child with nothing to do is ended too.
All organisations share a child, so none may fill its queue, and each gets its turn: who has documents
that take long waits for those of others.
"""

from __future__ import annotations

import atexit
import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from threading import Lock, Timer
from typing import Any

import structlog
from django.conf import settings
from pebble import ProcessPool

from reports.renderers import child
from reports.renderers.turns import Turns

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
    documents_of_one: int = 4  # organisation, so that one alone never fills the queue
    documents_per_child: int = 200
    idle_seconds: float = 300
    niceness: int = 10  # whoever answers questions goes first


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    """A document that was asked for, and what makes it."""

    whose: str
    work: Callable[..., bytes]
    of: tuple[object, ...]
    document: Future[bytes] = field(default_factory=Future)


class RenderPool:
    """One child process, started with the first document and used again for the next ones.

    `prepare` runs in it once, with its limit on memory, its niceness and `prepared`.
    """

    def __init__(self, limits: Limits, prepare: Callable[..., None], *prepared: str) -> None:
        self._limits = limits
        self._prepare = prepare
        self._prepared = prepared
        self._lock = Lock()
        self._turns: Turns[_Order] = Turns()
        self._at_work: _Order | None = None
        self._pool: Any = None
        self._rest: Timer | None = None

    def begin(self, work: Callable[..., bytes], *of: object, whose: str = "") -> Future[bytes]:
        """Let the child do its work on these values; what comes is a document or a `LimitBroken`.

        `whose` names an organisation: it comes before those for which something was made more lately.
        """
        order = _Order(whose, work, of)
        with self._lock:
            if self._is_full(whose):
                raise QueueFull
            self._turns.add(whose, order)
        self._go_on()
        return order.document

    def render(self, work: Callable[..., bytes], *of: object, whose: str = "") -> bytes:
        """Return a document, or refuse by name; for those who can wait."""
        try:
            return self.begin(work, *of, whose=whose).result(timeout=self._limits.wait_seconds)
        except TimeoutError as late:
            raise LimitBroken from late

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            self._turns.clear()
            self._at_work = None
            pool = self._let_go()
        _end(pool)

    def _is_full(self, whose: str) -> bool:
        under_way = self._turns.waiting() + ([self._at_work.whose] if self._at_work else [])
        of_one = under_way.count(whose)
        return len(under_way) >= self._limits.documents or of_one >= self._limits.documents_of_one

    def _go_on(self) -> None:
        """Hand the child the next document, unless it is at work."""
        with self._lock:
            if self._at_work is not None:
                return
            self._at_work = order = self._turns.take()
            if order is None:
                self._rest_later()
                return
            made = self._scheduled(order)
        made.add_done_callback(partial(self._settle, order))

    def _scheduled(self, order: _Order) -> Future[bytes]:
        try:
            made: Future[bytes] = self._started().schedule(
                order.work, args=order.of, timeout=self._limits.seconds
            )
        except Exception as failure:  # noqa: BLE001 # whatever kept a child from starting, nobody waits for it
            made = Future()
            made.set_exception(failure)
        return made

    def _settle(self, order: _Order, made: Future[bytes]) -> None:
        with self._lock:
            if self._at_work is order:
                self._at_work = None
        self._go_on()
        failure = None if made.cancelled() else made.exception()
        if failure is None and not made.cancelled():
            order.document.set_result(made.result())
            return
        log.error("document not made", error=type(failure).__name__)
        broken = LimitBroken()
        broken.__cause__ = failure
        order.document.set_exception(broken)

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
        if self._pool is None:
            return
        if self._rest is not None:
            self._rest.cancel()
        self._rest = Timer(self._limits.idle_seconds, self._go_home)
        self._rest.daemon = True
        self._rest.start()

    def _go_home(self) -> None:
        """End a child that nobody needs; the next document gets another."""
        with self._lock:
            pool = None if self._at_work else self._let_go()
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
