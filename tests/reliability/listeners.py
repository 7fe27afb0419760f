"""Plain browsers that hold streams as EventSource does: they come back by themselves and say what they have."""

from __future__ import annotations

import asyncio
import json
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

PATIENCE_SECONDS = 120
_FIRST_RETRY_SECONDS = 3.0
_LONGEST_EVENT = 4 * 1024 * 1024


@dataclass(slots=True, eq=False)
class Listener:
    """One browser and what it was told last."""

    path: str
    state: dict[str, Any] = field(default_factory=dict)
    told: int = 0  # events of the room, over all connections
    opened: int = 0  # connections that were answered
    refused: bytes = b""  # the status line after which EventSource gives up
    gone: bool = False  # told that it has nothing to listen to any more
    _last_id: str = ""
    _retry_seconds: float = _FIRST_RETRY_SECONDS

    async def live(self, port: int) -> None:
        """Listen, and come back whenever the line is lost, until told to go or refused."""
        while True:
            with suppress(OSError, EOFError):
                await self._listen(port)
            if self.gone or self.refused:
                return
            await asyncio.sleep(self._retry_seconds)

    async def _listen(self, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=_LONGEST_EVENT)
        try:
            again = f"Last-Event-ID: {self._last_id}\r\n" if self._last_id else ""
            # HTTP/1.0, whose body is not cut into chunks
            writer.write(f"GET {self.path} HTTP/1.0\r\nHost: 127.0.0.1\r\n{again}\r\n".encode())
            status, _, _ = (await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")
            if b" 200 " not in status:
                self.refused = status
                return
            self.opened += 1
            while not self.gone:
                self._take((await reader.readuntil(b"\n\n")).decode())
        finally:
            writer.close()

    def _take(self, event: str) -> None:
        said = dict(line.split(": ", 1) for line in event.splitlines() if ": " in line)
        if "retry" in said:
            self._retry_seconds = int(said["retry"]) / 1000
        if said.get("event") == "state":
            self._last_id = said["id"]
            self.told += 1
            self.state = {**self.state, **json.loads(said["data"])}  # what has not changed is not said again
        self.gone = said.get("event") in {"gone", "crowded"}


@contextmanager
def listening(port: int, paths: Sequence[str]) -> Iterator[list[Listener]]:
    """Let so many browsers listen, beside the test, as long as the block runs."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    listeners, loop = [Listener(path) for path in paths], asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    living = asyncio.run_coroutine_threadsafe(_live(listeners, port), loop)
    try:
        yield listeners
    finally:
        living.cancel()
        asyncio.run_coroutine_threadsafe(_settled(), loop).result(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _live(listeners: list[Listener], port: int) -> None:
    async with asyncio.TaskGroup() as group:
        for number, listener in enumerate(listeners):
            group.create_task(listener.live(port))
            if number % 20 == 19:
                await asyncio.sleep(0.02)


async def _settled() -> None:
    """Wait until everybody has left."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
