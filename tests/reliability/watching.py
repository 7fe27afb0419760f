"""Watch from outside how long anything is held by who may be dead."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import psycopg

PAUSE_SECONDS = 0.1
# Who is taken anew, by another claim or at another time, is no longer held by the dead.
HELD = (
    "SELECT id, claim FROM mailing_message WHERE state = 'sending'",
    "SELECT id, started_at FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'",
)


@dataclass(slots=True)
class Watch:
    """What is being sent or done at this moment, since when, and the longest that anything was."""

    database: str | Path
    since: dict[tuple[object, ...], float] = field(default_factory=dict)
    longest: float = 0.0
    stop: Event = field(default_factory=Event)

    def look(self) -> None:
        """Compare what is held now with what was held before."""
        found, now = held(self.database), time.monotonic()
        self.since = {row: self.since.get(row, now) for row in found}
        self.longest = max([self.longest, *(now - begun for begun in self.since.values())])

    def run(self) -> None:
        """Look again and again until told to stop."""
        while not self.stop.wait(PAUSE_SECONDS):
            self.look()


def held(database: str | Path) -> set[tuple[object, ...]]:
    """Return the messages being sent and the tasks being done, read past the application."""
    if isinstance(database, Path):
        with sqlite3.connect(database) as connection:
            return {row for query in HELD for row in connection.execute(query)}
    with psycopg.connect(database) as server:
        return {row for query in HELD for row in server.execute(query)}


@contextmanager
def watching(database: str | Path) -> Iterator[Watch]:
    """Watch from a thread of its own as long as the block runs."""
    watch = Watch(database)
    thread = Thread(target=watch.run)
    thread.start()
    try:
        yield watch
    finally:
        watch.stop.set()
        thread.join()
