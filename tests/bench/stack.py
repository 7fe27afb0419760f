"""Data and servers for measurements: always apart from the data of whoever measures."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment

from tests.server import ROOT, Site, serving


def collected() -> Path:
    """Return where `make` has put the static files."""
    return (ROOT / os.environ.get("STATIC_FROM", "var/static")).resolve()


def lend_static(folder: Path) -> Path:
    """Let a folder serve the collected files, and others beside them."""
    static = folder / "static"
    static.mkdir()
    for entry in collected().iterdir():
        (static / entry.name).symlink_to(entry)
    return static


@contextmanager
def server(environment: Mapping[str, str], *arguments: str) -> Iterator[Site]:
    """Lend the real server over empty data."""
    with tempfile.TemporaryDirectory(prefix="cxmaturity-bench-") as folder:
        lend_static(Path(folder))
        with serving({**environment, "VAR_DIR": folder}, *arguments) as site:
            yield site


@contextmanager
def in_process(database: str = "") -> Iterator[None]:
    """Set this process up as the product over an empty database, SQLite where none is named."""
    with tempfile.TemporaryDirectory(prefix="cxmaturity-bench-") as folder:
        lend_static(Path(folder))
        os.environ.pop("DATABASE_URL", None)
        os.environ.update(
            **({"DATABASE_URL": database} if database else {}),
            VAR_DIR=folder,
            DJANGO_SETTINGS_MODULE="cxmaturity.settings",
            LOG_LEVEL="CRITICAL",
            BASE_URL="http://testserver",
        )
        django.setup()
        setup_test_environment()
        call_command("migrate", verbosity=0)
        call_command("publish_frameworks", verbosity=0)
        yield


def analyse() -> None:
    """Let PostgreSQL count its rows, as it does by itself where nobody has switched that off."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
