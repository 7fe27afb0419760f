"""One file however many ask: in all processes of a server, when one of them dies, and when few may wait."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as product
from pytest_django import Settings

from reports import cache, locks
from reports.renderers.pool import LimitBroken

# Another process of the server: says that it has begun the document, and ends it when it is told to.
MAKER = """
import sys, time
from concurrent.futures import Future
from django.conf import settings

settings.configure(REPORT_CACHE_DIR=sys.argv[1], REPORT_PATIENCE_SECONDS=60)
from reports import cache

document = Future()


def begin():
    print("begun", flush=True)
    if sys.argv[2] == "at once":
        document.set_result(b"made once")
    return document


if sys.argv[2] == "when told":
    import threading

    threading.Thread(target=lambda: (sys.stdin.readline(), document.set_result(b"made elsewhere"))).start()
print(cache.obtain("one.pdf", begin).read_bytes().decode(), flush=True)
"""


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REPORT_CACHE_DIR = tmp_path / "reports"
    return tmp_path / "reports"


@pytest.fixture
def other(folder: Path) -> Callable[[str], subprocess.Popen[str]]:
    def start(when: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", MAKER, str(folder), when]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=product.BASE_DIR, stdin=pipe, stdout=pipe, text=True)

    return start


def never() -> Future[bytes]:
    raise AssertionError("nobody was to begin this document a second time")


def made_of(content: bytes) -> Future[bytes]:
    document: Future[bytes] = Future()
    document.set_result(content)
    return document


def test_processes_that_ask_at_once_make_one_document(other: Callable[[str], subprocess.Popen[str]]):
    told = [
        process.communicate(timeout=60)[0].split("\n") for process in [other("at once") for _ in range(4)]
    ]
    assert sum(lines.count("begun") for lines in told) == 1
    assert [lines[-2] for lines in told] == ["made once"] * 4


def test_document_of_another_process_is_waited_for(other: Callable[[str], subprocess.Popen[str]]):
    maker = other("when told")
    assert maker.stdout is not None
    assert maker.stdout.readline() == "begun\n"
    threading.Timer(0.2, lambda: maker.stdin and (maker.stdin.write("\n"), maker.stdin.flush())).start()
    assert cache.obtain("one.pdf", never).read_bytes() == b"made elsewhere"
    maker.communicate(timeout=60)


def test_document_of_a_process_that_died_is_begun_by_whoever_waits(
    other: Callable[[str], subprocess.Popen[str]], folder: Path
):
    maker = other("when told")
    assert maker.stdout is not None
    assert maker.stdout.readline() == "begun\n"
    threading.Timer(0.2, lambda: maker.send_signal(signal.SIGKILL)).start()
    assert cache.obtain("one.pdf", lambda: made_of(b"made here")).read_bytes() == b"made here"
    maker.communicate(timeout=60)
    assert [path.name for path in folder.iterdir()] == ["one.pdf"]


def test_few_requests_wait_and_the_others_come_back():
    document: Future[bytes] = Future()
    begun, sent_away = [], threading.Barrier(6 - cache.WAITING + 1)

    def begin() -> Future[bytes]:
        begun.append(1)
        return document

    def ask(_number: int) -> bytes:
        try:
            return cache.obtain("one.pdf", begin).read_bytes()
        except cache.BeingMade:
            sent_away.wait(60)
            return b"later"

    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(ask, number) for number in range(6)]
        sent_away.wait(60)
        document.set_result(b"made for those who wait")
        told = Counter(one.result() for one in asked)
    assert told == {b"later": 6 - cache.WAITING, b"made for those who wait": cache.WAITING}
    assert len(begun) == 1


def test_who_has_waited_long_enough_comes_back_for_the_document(settings: Settings):
    settings.REPORT_PATIENCE_SECONDS = 0.1
    document: Future[bytes] = Future()
    with pytest.raises(cache.BeingMade):
        cache.obtain("one.pdf", lambda: document)
    document.set_result(b"made though nobody waits")
    assert cache.obtain("one.pdf", never).read_bytes() == b"made though nobody waits"


def test_document_that_failed_is_not_tried_again_at_once(monkeypatch: pytest.MonkeyPatch):
    failed: Future[bytes] = Future()
    failed.set_exception(LimitBroken())
    with pytest.raises(LimitBroken):
        cache.obtain("one.pdf", lambda: failed)
    with pytest.raises(LimitBroken):
        cache.obtain("one.pdf", never)
    monkeypatch.setattr(cache, "FAILURE_SECONDS", 0)
    assert cache.obtain("one.pdf", lambda: made_of(b"%PDF")).read_bytes() == b"%PDF"


def test_document_that_was_to_be_forgotten_while_it_was_made_is_not_kept(settings: Settings, folder: Path):
    settings.REPORT_PATIENCE_SECONDS = 0
    document: Future[bytes] = Future()
    with pytest.raises(cache.BeingMade):
        cache.obtain("one.pdf", lambda: document)
    assert cache.forget() == 1
    document.set_result(b"what somebody wrote")
    assert [path.name for path in folder.iterdir()] == ["one.pdf.failed"]


def test_lock_is_held_by_one_and_taken_by_the_next(tmp_path: Path):
    first = locks.take(tmp_path / "one.lock")
    assert first is not None
    assert locks.take(tmp_path / "one.lock") is None
    first.release()
    assert list(tmp_path.iterdir()) == []
    second = locks.take(tmp_path / "one.lock")
    assert second is not None
    second.release()


def test_lock_whose_file_was_taken_away_no_longer_stands(tmp_path: Path):
    first = locks.take(tmp_path / "one.lock")
    assert first is not None
    first.path.unlink()
    second = locks.take(tmp_path / "one.lock")
    assert second is not None
    assert (first.stands(), second.stands()) == (False, True)
    first.release()
    assert second.stands()
    second.release()
