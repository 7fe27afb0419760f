"""Many clients at once over HTTP, each with a connection of its own, from one event loop."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

# Given how often a client has asked, returns its next request.
Requests = Callable[[int], bytes]
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Load:
    """What a number of clients got in some seconds."""

    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    statuses: dict[int, int]


def run(port: int, clients: Sequence[Requests], *, seconds: float, warm_up: float = 0.5) -> Load:
    """Let every client ask as fast as it is answered."""
    return asyncio.run(_run(port, clients, seconds, warm_up))


async def _run(port: int, clients: Sequence[Requests], seconds: float, warm_up: float) -> Load:
    watch = _Watch(begin=time.perf_counter() + warm_up, seconds=seconds)
    await asyncio.gather(*(_client(port, ask, watch) for ask in clients))
    cuts = quantiles(watch.taken, n=100)
    return Load(len(watch.taken) / seconds, cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000, watch.statuses)


@dataclass(slots=True)
class _Watch:
    begin: float
    seconds: float
    taken: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def note(self, asked: float, status: int) -> None:
        """Count an answer, unless it belongs to warming up."""
        if asked >= self.begin:
            self.taken.append(time.perf_counter() - asked)
            self.statuses[status] = self.statuses.get(status, 0) + 1


async def _client(port: int, ask: Requests, watch: _Watch) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    number = 0
    while (asked := time.perf_counter()) < watch.begin + watch.seconds:
        writer.write(ask(number))
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        await reader.readexactly(int(length[1]) if length else 0)
        watch.note(asked, status=int(head[9:12]))
        number += 1
    writer.close()
    await writer.wait_closed()
