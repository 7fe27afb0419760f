"""Finished documents: made once, whole or not at all, and not for ever."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from reports import cache


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REPORT_CACHE_DIR = tmp_path / "reports"
    return tmp_path / "reports"


def made_of(content: bytes) -> Future[bytes]:
    made: Future[bytes] = Future()
    made.set_result(content)
    return made


def test_key_differs_where_parts_join_differently():
    assert cache.key(["ab", "c"]) != cache.key(["a", "bc"])
    assert cache.key(["ab", "c"]) == cache.key(["ab", "c"])


def test_obtain_makes_identical_documents_once_however_many_ask():
    made, all_at_once = [], threading.Barrier(8)

    def begin() -> Future[bytes]:
        made.append(threading.get_ident())
        return made_of(b"%PDF")

    def ask(_number: int) -> Path | None:
        all_at_once.wait()
        try:
            return cache.obtain("one.pdf", begin)
        except cache.BeingMade:
            return None

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(8)))
    assert len(made) == 1
    assert {path.read_bytes() for path in answers if path} == {b"%PDF"}


def test_obtain_leaves_nothing_behind_when_making_fails(folder: Path):
    def fail() -> Future[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cache.obtain("one.pdf", fail)
    assert cache.find("one.pdf") is None
    assert cache.obtain("one.pdf", lambda: made_of(b"%PDF")).read_bytes() == b"%PDF"
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
        cache.obtain(f"document-{number}.pdf", lambda: made_of(content))
    done.set()
    watcher.join()
    assert sizes <= {len(content)}


def test_obtain_deletes_the_oldest_beyond_the_size_allowed(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache, "MAX_BYTES", 25)
    for age, name in enumerate(("first.pdf", "second.pdf", "third.pdf")):
        path = cache.obtain(name, lambda: made_of(b"0123456789"))
        os.utime(path, (age, age))
    cache.obtain("fourth.pdf", lambda: made_of(b"0123456789"))
    assert sorted(path.stem for path in folder.iterdir()) == ["fourth", "third"]
