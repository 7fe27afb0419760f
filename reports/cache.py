"""Finished documents, kept by what is in them: the same content is made once.

A file's name is the hash of everything that is printed, so nothing has to be thrown away when
content changes; the oldest files go when there are too many. Files appear by rename, whole or not
at all. Identical requests at the same time wait for one rendering.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock

from django.conf import settings

MAX_BYTES = 500 * 1024 * 1024

_under_way: dict[str, Future[Path]] = {}
_lock = Lock()


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


def obtain(name: str, make: Callable[[], bytes]) -> Path:
    """Return the file of a document, made now by the first who asks; others wait for it."""
    if (found := find(name)) is not None:
        return found
    with _lock:
        future = _under_way.get(name)
        if leads := future is None:
            future = _under_way[name] = Future()
    if leads:
        _make(name, make, future)
    return future.result()


def forget(*, older_than: datetime | None = None) -> int:
    """Delete every document, or those made before a moment; each is made anew when it is asked for."""
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


def _make(name: str, make: Callable[[], bytes], future: Future[Path]) -> None:
    """Settle the future either way, so that nobody waits for ever."""
    try:
        future.set_result(find(name) or _store(name, make()))
    except BaseException as failure:  # noqa: BLE001  # handed on to everybody who waits, this caller included
        future.set_exception(failure)
    finally:
        with _lock:
            del _under_way[name]


def _store(name: str, content: bytes) -> Path:
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
    """Delete the oldest documents beyond the size allowed, never the one just made."""
    files = []
    for path in folder.glob("*"):
        with suppress(FileNotFoundError):  # another process cleans too
            files.append((path.stat().st_mtime, path.stat().st_size, path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= MAX_BYTES:
            return
        if path != keep:
            path.unlink(missing_ok=True)
            total -= size


def _path(name: str) -> Path:
    return Path(settings.REPORT_CACHE_DIR) / name
