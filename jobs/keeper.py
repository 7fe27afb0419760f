"""Keep a command running beside the process that started this: begin it again when it dies, end it in time.

    python -m jobs.keeper PARENT_PID COMMAND…

A process of its own with nothing loaded, because it has to outlive both: a worker that dies is started
again, and when the server ends, even by kill -9, its worker does not stay behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from threading import Event

_WATCH_SECONDS = 0.5
_FAREWELL_SECONDS = 10
_PAUSES_SECONDS = (0.5, 1, 2, 5, 10, 30)
_HEALTHY_SECONDS = 60


def keep(parent: int, command: Sequence[str]) -> None:
    """Run the command until the parent ends or this process is asked to."""
    asked = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    deaths = 0
    while not asked.is_set() and os.getppid() == parent:
        begun = time.monotonic()
        child = subprocess.Popen([*command, str(os.getpid())], stdin=subprocess.DEVNULL)  # noqa: S603 # our own worker
        if not _watched_to_death(child, parent, asked):
            _end(child)
            return
        deaths = 0 if time.monotonic() - begun > _HEALTHY_SECONDS else deaths + 1
        _pause(_PAUSES_SECONDS[min(deaths, len(_PAUSES_SECONDS) - 1)], parent, asked)


def _watched_to_death(child: subprocess.Popen[bytes], parent: int, asked: Event) -> bool:
    """Say whether the child died before anybody wanted the end."""
    while not asked.is_set() and os.getppid() == parent:
        try:
            child.wait(_WATCH_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return True
    return False


def _pause(seconds: float, parent: int, asked: Event) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and os.getppid() == parent and not asked.wait(_WATCH_SECONDS):
        pass


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()  # its task is put back by the next worker
        child.wait()


if __name__ == "__main__":
    keep(int(sys.argv[1]), sys.argv[2:])
