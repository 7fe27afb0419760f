"""Finished documents: made once, whole or not at all, and not for ever."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from reports import cache


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REPORT_CACHE_DIR = tmp_path / "reports"
    return tmp_path / "reports"


def test_key_differs_where_parts_join_differently():
    assert cache.key(["ab", "c"]) != cache.key(["a", "bc"])
    assert cache.key(["ab", "c"]) == cache.key(["ab", "c"])


def test_obtain_makes_identical_documents_once_however_many_ask():
    made, begin = [], threading.Barrier(8)

    def make() -> bytes:
        made.append(threading.get_ident())
        return b"%PDF"

    def ask(_number: int) -> Path:
        begin.wait()
        return cache.obtain("one.pdf", make)

    with ThreadPoolExecutor(8) as threads:
        paths = set(threads.map(ask, range(8)))
    assert len(made) == 1
    assert [path.read_bytes() for path in paths] == [b"%PDF"]


def test_obtain_leaves_nothing_behind_when_making_fails(folder: Path):
    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cache.obtain("one.pdf", fail)
    assert cache.find("one.pdf") is None
    assert cache.obtain("one.pdf", lambda: b"%PDF").read_bytes() == b"%PDF"
    assert [path.name for path in folder.iterdir()] == ["one.pdf"]


def test_obtain_never_shows_half_a_document(folder: Path):
    content = b"%PDF" + b"x" * 5_000_000
    done = threading.Event()
    sizes: set[int] = set()

    def watch() -> None:
        while not done.is_set():
            sizes.update(path.stat().st_size for path in folder.glob("*.pdf"))

    watcher = threading.Thread(target=watch)
    watcher.start()
    for number in range(20):
        cache.obtain(f"document-{number}.pdf", lambda: content)
    done.set()
    watcher.join()
    assert sizes <= {len(content)}


def test_obtain_deletes_the_oldest_beyond_the_size_allowed(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache, "MAX_BYTES", 25)
    for age, name in enumerate(("first.pdf", "second.pdf", "third.pdf")):
        path = cache.obtain(name, lambda: b"0123456789")
        os.utime(path, (age, age))
    cache.obtain("fourth.pdf", lambda: b"0123456789")
    assert sorted(path.stem for path in folder.iterdir()) == ["fourth", "third"]
