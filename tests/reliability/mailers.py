"""Workers that send mail and are killed, and what is left of their work.

    python -m tests.reliability.mailers 200

makes the tables and queues so many messages.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg

from tests.server import ROOT

QUERY = "SELECT id, state FROM mailing_message"
PATIENCE_SECONDS = 180


@dataclass(slots=True)
class Workers:
    """So many workers; a killed one is replaced at once."""

    environment: Mapping[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start one more."""
        command = [sys.executable, str(ROOT / "manage.py"), "work"]
        self.processes.append(
            subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self.environment}, start_new_session=True
            )
        )

    def kill_and_replace(self) -> None:
        """Kill the one that has worked longest, as a crash would."""
        victim = self.processes.pop(0)
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
        self.start()

    def stop(self) -> None:
        """Ask all to end."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(PATIENCE_SECONDS)


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> float:
    """Wait until something holds, and return how long it took."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(condition)
        time.sleep(0.02)
    return time.monotonic() - begun


def states(database: str | Path) -> dict[UUID, str]:
    """Return the state of every message, read past the application."""
    if isinstance(database, Path):
        with sqlite3.connect(database) as connection:
            rows = connection.execute(QUERY).fetchall()
    else:
        with psycopg.connect(database) as server:
            rows = server.execute(QUERY).fetchall()
    return {UUID(str(pk)): state for pk, state in rows}


def counted(database: str | Path) -> Counter[str]:
    """Return how many messages are in each state."""
    return Counter(states(database).values())


def queue(number: int) -> None:
    """Make the tables and queue so many messages of one organisation."""
    from uuid import uuid4  # noqa: PLC0415 # as below

    import django  # noqa: PLC0415 # only in a process of its own, with its own settings

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 # as above
    from django.utils.timezone import now  # noqa: PLC0415 # as above

    from accounts.models import Organisation  # noqa: PLC0415 # as above
    from mailing import outbox  # noqa: PLC0415 # as above

    call_command("migrate", verbosity=0)
    people = ((uuid4(), f"person{place}@example.org", f"hello {place}") for place in range(number))
    outbox.queue(
        organisation=Organisation.objects.create(name="Harbour Ferries"),
        kind="hello",
        topic=uuid4(),
        letters=people,
        at=now(),
    )


if __name__ == "__main__":
    queue(int(sys.argv[1]))
