"""Tell every process that a room has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from uuid import UUID

CHANNEL = "workshops"
VOTE = " vote"


def changed(workshop_id: UUID) -> None:
    """Announce a change within the transaction that makes it; on SQLite the file itself is watched."""
    _tell(str(workshop_id))


def voted(workshop_id: UUID) -> None:
    """Announce a vote, by which nothing changes but how many have voted, and who."""
    _tell(f"{workshop_id}{VOTE}")


def _tell(words: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, words])
