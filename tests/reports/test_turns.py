"""Organisations share a child process: whoever has slow documents, or many, keeps nobody else from theirs."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.renderers import child
from reports.renderers.pool import LimitBroken, Limits, QueueFull, RenderPool
from reports.renderers.turns import Turns

SECONDS = 300  # for a busy machine; nothing here is meant to take a second


@pytest.fixture
def shared() -> Iterator[RenderPool]:
    made = RenderPool(Limits(documents_of_one=3, seconds=SECONDS, wait_seconds=SECONDS), child.prepare_office)
    yield made
    made.close()


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A file that whoever reads it waits for."""
    path = tmp_path / "slow"
    os.mkfifo(path)
    return path


def quick(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(name, encoding="ascii")
    return path


def test_documents_of_others_go_before_the_next_one_of_a_slow_organisation(
    shared: RenderPool, slow: Path, tmp_path: Path
):
    made: list[str] = []

    def begin(whose: str, file: Path) -> Future[bytes]:
        document = shared.begin(Path.read_bytes, file, whose=whose)
        document.add_done_callback(lambda done: made.append(done.result().decode()))
        return document

    begin("slow", slow)
    last = [begin("slow", quick(tmp_path, name)) for name in ("slow 2", "slow 3")][-1]
    with pytest.raises(QueueFull):
        begin("slow", slow)
    for whose, name in (("first", "first 1"), ("first", "first 2"), ("second", "second 1")):
        begin(whose, quick(tmp_path, name))
    slow.write_text("slow 1", encoding="ascii")
    assert last.result(SECONDS) == b"slow 3"
    assert made == ["slow 1", "first 1", "second 1", "slow 2", "first 2", "slow 3"]
    assert shared.render(Path.read_bytes, quick(tmp_path, "slow 4"), whose="slow") == b"slow 4"


def test_child_that_is_closed_at_work_is_followed_by_one_with_nothing_to_do(
    shared: RenderPool, slow: Path, tmp_path: Path
):
    for _ in range(2):
        shared.begin(Path.read_bytes, slow)
    shared.close()
    assert shared.render(Path.read_bytes, quick(tmp_path, "after")) == b"after"


def test_child_that_cannot_be_started_keeps_nobody_waiting(tmp_path: Path):
    limits = Limits(seconds=SECONDS, wait_seconds=SECONDS)
    pool = RenderPool(limits, lambda *_: None)  # which cannot be sent to a child
    for name in ("first", "second"):
        with pytest.raises(LimitBroken):
            pool.render(Path.read_bytes, quick(tmp_path, name))
    pool.close()


def test_turns_go_to_who_was_served_longest_ago_even_if_nothing_waited_for_them_since():
    turns: Turns[str] = Turns()
    turns.add("a", "a1")
    turns.add("b", "b1")
    turns.add("b", "b2")
    assert [turns.take(), turns.take()] == ["a1", "b1"]
    turns.add("a", "a2")
    assert [turns.take(), turns.take(), turns.take()] == ["a2", "b2", None]
    turns.add("b", "b3")
    turns.add("a", "a3")
    assert turns.waiting() == ["b", "a"]
    assert [turns.take(), turns.take()] == ["b3", "a3"]


@given(st.lists(st.sampled_from("abc")))
def test_turns_are_shared_evenly_among_all_for_whom_something_waits(whose: list[str]):
    turns: Turns[str] = Turns()
    for one in whose:
        turns.add(one, one)
    served: Counter[str] = Counter()
    while (thing := turns.take()) is not None:
        served[thing] += 1
        left = set(turns.waiting())
        assert all(served[one] >= max(served.values()) - 1 for one in left)
    assert served == Counter(whose)
