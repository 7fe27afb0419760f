"""A server of its own for tests that kill, starve or confuse it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.server import Site


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Lend settings over empty data, on the database of the run."""
    folder = tmp_path_factory.mktemp("site")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTEST_VAR_DIR": str(folder)}
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield settings
        return
    name = f"site_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {**settings, "DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def site(environment: dict[str, str]) -> Iterator[Site]:
    """Lend a running server."""
    site = Site(environment)
    site.prepare()
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def soak() -> bool:
    """Say whether there is time for the long form."""
    return os.environ.get("SOAK") == "1"


def database_of(environment: dict[str, str]) -> str | Path:
    """Return where the answers are, for reading them past the application."""
    return environment.get("DATABASE_URL") or Path(environment["PYTEST_VAR_DIR"], "cxmaturity.sqlite3")
