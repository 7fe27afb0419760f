"""A database that is away or busy is said to be so, and nothing is claimed to be saved."""

from __future__ import annotations

import sqlite3
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from django.test import Client

from assessments.models import Answer
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the file")
def test_locked_database_is_503_and_saves_nothing(client: Client):
    sheet = factories.response()
    question = next(iter(factories.asked(sheet)))
    factories.hold(client, sheet)
    path = f"/answer/{sheet.pk}/questions/{question}/autosave/"
    data = {"reply": "3", "revision": "1", "op": str(uuid4())}
    connection.cursor().execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused = client.post(path, data)
    other.execute("ROLLBACK")
    other.close()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert Answer.objects.count() == 0
    assert client.post(path, data).status_code == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connection to lose")
def test_lost_connection_is_503_and_the_next_request_works(client: Client):
    sheet = factories.response()
    question = next(iter(factories.asked(sheet)))
    factories.hold(client, sheet)
    path = f"/answer/{sheet.pk}/questions/{question}/autosave/"
    data = {"reply": "3", "revision": "1", "op": str(uuid4())}
    end_own_connection()
    refused = client.post(path, data)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    connection.close()
    assert client.post(path, data).status_code == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connection to lose")
@pytest.mark.parametrize("path", ["/", "/organisations/"])
def test_page_for_a_member_is_503_without_the_database(client: Client, path: str):
    client.force_login(factories.member(factories.organisation()))
    end_own_connection()
    refused = client.get(path)
    connection.close()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")


def end_own_connection() -> None:
    """End this thread's connection from outside, as a restart of the server would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    settings = connection.get_connection_params()
    keys = ("dbname", "user", "host", "port")
    with psycopg.connect(**{key: settings[key] for key in keys if settings.get(key)}) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
