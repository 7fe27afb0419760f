"""Learn that rooms have changed: one watcher for a process, whatever the number of its streams.

Each yields what has changed: one room, or any of them at first and after a gap.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

import psycopg
import structlog
from django.db import connection
from psycopg import sql

from workshops import broadcast

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """That a room has changed, None where it may have been any; `vote`: by a vote, and by nothing else."""

    workshop_id: UUID | None = None
    vote: bool = False


Changes = AsyncGenerator[Change]
# A look costs eight microseconds, and this is part of what a room on SQLite waits.
LOOK_SECONDS = 0.02
_FIRST_WAIT_SECONDS = 0.2
_LONGEST_WAIT_SECONDS = 5.0
# Noticed within a minute where the other end has gone without a word.
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
_DJANGO_ONLY = frozenset({"context", "cursor_factory", "prepare_threshold"})


def changes() -> Changes:
    """Watch the database of the product."""
    if connection.vendor == "postgresql":
        return _notified()
    return _written(str(connection.settings_dict["NAME"]))


async def _notified() -> Changes:
    wait = _FIRST_WAIT_SECONDS
    while True:
        try:
            async with await _listening() as listening:
                wait = _FIRST_WAIT_SECONDS
                yield Change()
                async for notice in listening.notifies():
                    yield _read(notice.payload)
        except (psycopg.Error, ValueError) as error:  # lost, or something else speaks on our channel
            log.warning("listening interrupted", error=type(error).__name__)
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT_SECONDS)


def _read(words: str) -> Change:
    return Change(UUID(words.removesuffix(broadcast.VOTE)), vote=words.endswith(broadcast.VOTE))


async def _listening() -> psycopg.AsyncConnection:
    settings = connection.get_connection_params()
    own = {name: value for name, value in settings.items() if name not in _DJANGO_ONLY}
    listening = await psycopg.AsyncConnection.connect(**{**_KEEPALIVES, **own}, autocommit=True)
    await listening.execute(sql.SQL("LISTEN {}").format(sql.Identifier(broadcast.CHANNEL)))
    return listening


async def _written(name: str) -> Changes:
    """Ask the file for the number of its state, which costs some microseconds and waits for nobody."""
    while True:
        try:
            with closing(sqlite3.connect(name, isolation_level=None)) as file:
                version = _version(file)
                yield Change()
                while True:
                    await asyncio.sleep(LOOK_SECONDS)
                    if version != (version := _version(file)):
                        yield Change()
        except sqlite3.Error as error:
            log.warning("watching interrupted", error=type(error).__name__)
        await asyncio.sleep(_LONGEST_WAIT_SECONDS)


def _version(file: sqlite3.Connection) -> int:
    [version] = file.execute("PRAGMA data_version").fetchone()
    return int(version)
