"""Browsers that hold a stream and take nothing of it are let go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from cxmaturity import live
from tests import loops
from workshops import hub, tickets
from workshops.channels import State
from workshops.faces import Picture
from workshops.watching import Change

PATIENCE_SECONDS = 60


def look(_room: UUID, wanted: frozenset[str], _known: Mapping[str, State] | None) -> dict[str, State]:
    return {face: hub.state(Picture("1", "1", 0, 1, 0, "<p>", frozenset())) for face in wanted}


async def watch() -> AsyncGenerator[Change]:
    yield Change()
    await asyncio.Event().wait()


class Deaf:
    """A browser that takes so many words and then no more; it never hangs up."""

    def __init__(self, words: int, full: Callable[[], bool]) -> None:
        self.words, self.full = words, full
        self.known = False  # to the room, when it was sent the word that it did not take
        self.sent: list[Mapping[str, Any]] = []

    async def receive(self) -> Any:
        await asyncio.Event().wait()

    async def send(self, message: Mapping[str, Any]) -> None:
        if len(self.sent) > self.words:
            self.known = self.full()
            await asyncio.Event().wait()
        self.sent.append(message)


def scope(path: str) -> Any:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
    }


@pytest.mark.parametrize("words", [0, 1])
def test_stream_of_a_browser_that_takes_nothing_ends(monkeypatch: pytest.MonkeyPatch, words: int):
    streams = hub.Hub(look=look, watch=watch, admit=frozenset)
    monkeypatch.setattr(hub, "STREAMS_OF_WORKSHOP", 1)
    monkeypatch.setattr(live, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(hub, "here", lambda: streams)
    room = uuid4()
    browser = Deaf(words, lambda: streams.full(room))
    path = tickets.address(workshop_id=room, face="phone", holder="x")

    async def listen() -> None:
        await live.streams(scope(path), browser.receive, browser.send)
        while streams.full(room):  # noqa: ASYNC110 # the hub tells nobody that a stream has left
            await asyncio.sleep(0.01)

    loops.run(asyncio.wait_for(listen(), PATIENCE_SECONDS))
    assert browser.known
    assert [message["type"] for message in browser.sent] == [
        "http.response.start",
        *["http.response.body"] * words,
    ]


def test_browser_that_does_not_take_the_end_of_an_answer_is_let_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(live, "PATIENCE_SECONDS", 0.05)
    browser = Deaf(0, lambda: False)
    end = live.streams(scope("/nothing/"), browser.receive, browser.send)
    loops.run(asyncio.wait_for(end, PATIENCE_SECONDS))
    assert [(message["type"], message["status"]) for message in browser.sent] == [
        ("http.response.start", 404)
    ]
