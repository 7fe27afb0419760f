"""Locks that hold among all processes of a server, and go with the process that holds them."""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lock:
    """A file that this process holds; others see that it is held, and when it no longer is."""

    path: Path
    descriptor: int

    def stands(self) -> bool:
        """Say whether the file is still there, or whether somebody took it away with what it stood for."""
        try:
            return os.path.samestat(self.path.stat(), os.fstat(self.descriptor))
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let others have it."""
        if self.stands():
            self.path.unlink(missing_ok=True)
        os.close(self.descriptor)


def take(path: Path) -> Lock | None:
    """Return the lock, None where somebody holds it; a thread of this process counts as somebody."""
    lock = Lock(path, os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    try:
        fcntl.flock(lock.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock.descriptor)
        return None
    if lock.stands():
        return lock
    os.close(lock.descriptor)  # whoever held it before has taken the file away; the next one asks anew
    return None
