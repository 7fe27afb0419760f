"""A server of its own for tests that kill, starve or confuse it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import server
from tests.server import Site


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Lend settings over empty data, on the database of the run."""
    with server.empty_data(tmp_path_factory.mktemp("site")) as settings:
        yield settings


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
