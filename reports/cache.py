"""Finished documents, kept by what is in them: the same content is made once.

A file's name is the hash of everything that is printed, so nothing has to be thrown away when
content changes; the oldest files go when there are too many. Files appear by rename, whole or not
at all. Whoever makes one holds a lock beside it, so that identical requests to all processes of a server
are one rendering; the lock goes with its process. Few requests wait for a document, and not for long:
it is made all the same, and whoever comes back finds it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from django.conf import settings

from reports import locks
from reports.renderers.pool import LimitBroken, RenderingRefused

log = structlog.get_logger(__name__)

MAX_BYTES = 500 * 1024 * 1024
WAITING = 2  # requests of a process at once: its other threads answer questions
LOOK_EVERY_SECONDS = 0.02
FAILURE_SECONDS = LimitBroken.retry_after_seconds  # in which what could not be made is not tried again

_waiting = BoundedSemaphore(WAITING)


class BeingMade(RenderingRefused):
    """The document is not ready yet; it is there for whoever asks again."""

    retry_after_seconds = 2


def key(parts: Iterable[str]) -> str:
    """Return what a document made of these parts is named by; no two lists of parts share it."""
    digest = hashlib.sha256()
    for part in parts:
        text = part.encode()
        digest.update(len(text).to_bytes(8, "big") + text)
    return digest.hexdigest()


def find(name: str) -> Path | None:
    """Return the file of a document that was made before."""
    path = _path(name)
    return path if path.exists() else None


def obtain(name: str, begin: Callable[[], Future[bytes]]) -> Path:
    """Return the file of a document, or refuse by `RenderingRefused`; the first who asks begins it.

    `begin` is called once, whoever asks at the same time, and what comes of it is kept even if
    nobody waits any longer.
    """
    if (path := find(name) or _tried(name, begin)) is not None:
        return path
    if not _waiting.acquire(blocking=False):
        raise BeingMade
    try:
        return _awaited(name, begin)
    finally:
        _waiting.release()


def forget(*, older_than: datetime | None = None) -> int:
    """Delete every document, or those made before a moment; each is made anew when it is asked for.

    One that is being made is not kept: it may hold what is to be forgotten.
    """
    gone = 0
    for path in Path(settings.REPORT_CACHE_DIR).glob("*"):
        with suppress(FileNotFoundError):  # another process cleans too
            if older_than is None or path.stat().st_mtime < older_than.timestamp():
                path.unlink()
                gone += 1
    return gone


def beginning(start: str) -> Iterator[Path]:
    """Yield the files of documents whose names begin so."""
    return Path(settings.REPORT_CACHE_DIR).glob(f"{start}-*")


def _awaited(name: str, begin: Callable[[], Future[bytes]]) -> Path:
    """Look until the document is there; whoever made it may have died, and then another begins."""
    until = time.monotonic() + settings.REPORT_PATIENCE_SECONDS
    while time.monotonic() < until:
        if (path := _tried(name, begin)) is not None:
            return path
        time.sleep(LOOK_EVERY_SECONDS)
    raise BeingMade


def _tried(name: str, begin: Callable[[], Future[bytes]]) -> Path | None:
    """Return the document; begin it where nobody does and it did not fail just now."""
    _path(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = locks.take(_beside(name, "lock"))
    if lock is None:
        return None
    try:
        if (path := find(name)) is None:
            _refuse_if_failed(name)
            document = begin()
    except BaseException:
        lock.release()
        raise
    if path is not None:
        lock.release()
        return path
    document.add_done_callback(partial(_keep, name, lock))
    return find(name)


def _keep(name: str, lock: locks.Lock, document: Future[bytes]) -> None:
    """Store what was made, or leave word that it failed."""
    try:
        if document.exception() is None and lock.stands():
            _store(name, document.result())
        else:
            _beside(name, "failed").touch(mode=0o600)
    except OSError:
        log.exception("document not kept")
    finally:
        lock.release()


def _refuse_if_failed(name: str) -> None:
    failed = _beside(name, "failed")
    with suppress(FileNotFoundError):
        if time.time() - failed.stat().st_mtime < FAILURE_SECONDS:
            raise LimitBroken
        failed.unlink()


def _store(name: str, content: bytes) -> Path:
    path = _path(name)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _clean(path.parent, keep=path)
    return path


def _clean(folder: Path, *, keep: Path) -> None:
    """Delete the oldest documents beyond the size allowed, never the one just made; locks are empty."""
    files = []
    for path in folder.glob("*"):
        with suppress(FileNotFoundError):  # another process cleans too
            files.append((path.stat().st_mtime, path.stat().st_size, path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= MAX_BYTES:
            return
        if path != keep and size:
            path.unlink(missing_ok=True)
            total -= size


def _beside(name: str, kind: str) -> Path:
    path = _path(name)
    return path.with_name(f"{path.name}.{kind}")


def _path(name: str) -> Path:
    return Path(settings.REPORT_CACHE_DIR) / name
