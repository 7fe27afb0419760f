"""Tables and library of a server in a test: made once in a process, and copied for every further server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

_kept: dict[str, str] = {}  # by the database server, or "" for SQLite: what is to be copied


def copied(environment: Mapping[str, str]) -> bool:
    """Copy what was kept into the empty data that settings name; say whether there was something."""
    server, name = _place(environment)
    if name is None or server not in _kept:
        return False
    if server:
        _run(server, "DROP DATABASE {}", name)
        _run(server, "CREATE DATABASE {} TEMPLATE {}", name, _kept[server])
    else:
        shutil.copy(_kept[server], name)
    return True


def keep(environment: Mapping[str, str]) -> None:
    """Keep a copy of what was made; nobody may be at it."""
    server, name = _place(environment)
    if name is None:
        return
    if server:
        _kept[server] = f"kept_{name}"
        _run(server, "CREATE DATABASE {} TEMPLATE {}", _kept[server], name)
    else:
        _kept[server] = str(shutil.copy(name, Path(_folder().name, "kept.sqlite3")))


def _place(environment: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the server and its database, or the file; nothing for what lives on after the test."""
    url, folder = environment.get("DATABASE_URL", ""), environment.get("PYTEST_VAR_DIR")
    server, _, name = url.rpartition("/")
    if server:
        return f"{server}/postgres", name if name.startswith("site_") else None
    return "", str(Path(folder, "cxmaturity.sqlite3")) if folder else None


def _run(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="cxmaturity-kept-")
