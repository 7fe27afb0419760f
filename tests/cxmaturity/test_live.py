"""Browsers that hold a stream and take nothing of it are let go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from cxmaturity import live
from tests import loops
from workshops import hub, tickets
from workshops.channels import State
from workshops.faces import Picture
from workshops.watching import Change

PATIENCE_SECONDS = 10


def look(_room: UUID, wanted: frozenset[str], _known: Mapping[str, State] | None) -> dict[str, State]:
    return {face: hub.state(Picture("1", "1", 0, 1, 0, "<p>", frozenset())) for face in wanted}


async def watch() -> AsyncGenerator[Change]:
    yield Change()
    await asyncio.Event().wait()


class Deaf:
    """A browser that takes so many words and then no more; it never hangs up."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.sent: list[Mapping[str, Any]] = []

    async def receive(self) -> Any:
        await asyncio.Event().wait()

    async def send(self, message: Mapping[str, Any]) -> None:
        if len(self.sent) > self.words:
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
    browser, room = Deaf(words), uuid4()
    path = tickets.address(workshop_id=room, face="phone", holder="x")

    async def listen() -> list[bool]:
        listening = asyncio.create_task(live.streams(scope(path), browser.receive, browser.send))
        known = []
        while not listening.done():
            await asyncio.sleep(0.01)
            known.append(streams.full(room))
        await asyncio.sleep(0.1)
        return [any(known), streams.full(room)]

    assert loops.run(asyncio.wait_for(listen(), PATIENCE_SECONDS)) == [True, False]
    assert [message["type"] for message in browser.sent] == [
        "http.response.start",
        *["http.response.body"] * words,
    ]
