"""Learning of changes from the database itself, on both engines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from accounts.models import Organisation
from tests import loops
from workshops import broadcast, watching
from workshops.watching import Change

PATIENCE_SECONDS = 10
pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no notices")


def write(room: UUID, *, fails: bool = False) -> None:
    """Change something and announce it, from a thread as a request would."""
    try:
        with transaction.atomic():
            Organisation.objects.create(name="Changed")
            broadcast.changed(room)
            if fails:
                transaction.set_rollback(True)
    finally:
        connection.close()


def cut_off_listeners() -> None:
    """End the connections that listen, as a restart of the database would."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        )
    connection.close()


def heard(*actions: Callable[[], None], count: int) -> list[Change]:
    """Return what was heard: at first, and after each action."""

    async def listen() -> list[Change]:
        async with aclosing(watching.changes()) as changes, asyncio.timeout(PATIENCE_SECONDS):
            told = [await anext(changes)]
            for action in actions:
                await asyncio.to_thread(action)
                told += [await anext(changes) for _ in range(count)]
            return told

    return loops.run(listen())


def test_change_is_heard_once_it_is_stored():
    room = uuid4()
    change = Change(room) if connection.vendor == "postgresql" else Change()
    assert heard(lambda: write(room), lambda: write(room), count=1) == [Change(), change, change]


def test_change_that_was_undone_is_not_heard():
    first, second = uuid4(), uuid4()

    def both() -> None:
        write(first, fails=True)
        write(second)

    change = Change(second) if connection.vendor == "postgresql" else Change()
    assert heard(both, count=1) == [Change(), change]


@on_postgresql
def test_listening_begins_again_where_it_was_cut_off():
    room = uuid4()
    assert heard(cut_off_listeners, lambda: write(room), count=1) == [Change(), Change(), Change(room)]


@on_postgresql
def test_vote_is_heard_as_such():
    room = uuid4()

    def vote() -> None:
        broadcast.voted(room)
        connection.close()

    assert heard(vote, count=1) == [Change(), Change(room, vote=True)]
