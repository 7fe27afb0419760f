"""A crowd of browsers that hold streams, or ask every two seconds, and note when they see a vote."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import quantiles

POLL_SECONDS = 2.0
_VOTED = re.compile(rb'"voted": (\d+)')
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Listener:
    """One browser: for each number of votes, when it first knew of it."""

    path: str
    seen: list[tuple[int, float]] = field(default_factory=list)

    def note(self, line: bytes) -> None:
        """Note the number of votes in a line, if there is one."""
        if told := _VOTED.search(line):
            self.seen.append((int(told[1]), time.perf_counter()))

    @property
    def voted(self) -> int:
        """Return the number of votes it knows of."""
        return self.seen[-1][0] if self.seen else -1

    def knew_at(self, votes: int) -> float | None:
        """Return when it first knew of so many votes."""
        return next((at for voted, at in self.seen if voted >= votes), None)

    async def listen(self, port: int) -> None:
        """Hold a stream until it is cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(_request(self.path))
            while line := await reader.readline():
                self.note(line)
        finally:
            writer.close()

    async def ask(self, port: int) -> None:
        """Ask every two seconds until it is cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            while True:
                writer.write(_request(self.path))
                head = await reader.readuntil(b"\r\n\r\n")
                self.note(await reader.readexactly(int(_LENGTH.findall(head)[0])))
                await asyncio.sleep(POLL_SECONDS)
        finally:
            writer.close()


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


async def everybody_knows(listeners: Iterable[Listener], votes: int, *, seconds: float) -> bool:
    """Wait until all know of so many votes; say whether they do in time."""
    give_up = time.perf_counter() + seconds
    while any(listener.voted < votes for listener in listeners):
        if time.perf_counter() > give_up:
            return False
        await asyncio.sleep(0.02)
    return True


async def leave(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Let everybody leave."""
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def p50_p99(latencies: list[float]) -> tuple[float, float]:
    """Return the median and the slowest percent, in milliseconds."""
    cuts = quantiles(latencies, n=100)
    return cuts[49] * 1000, cuts[98] * 1000
