"""From a vote to the wall: streams of the real server, against a page that asks every two seconds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from tests import postgres
from tests.bench import stack
from tests.bench.figures import Figure
from tests.server import ROOT, Site


def measure() -> Iterator[Figure]:
    """Yield the figures on both databases."""
    for rooms, streams in ((2, 100), (4, 250), (50, 20)):
        with (
            postgres.running(durable=True) as server,
            stack.server({"DATABASE_URL": server.url}, "--workers", "2") as site,
        ):
            yield from _child(site, "PostgreSQL", rooms, streams)
    with stack.server({}) as site:
        yield from _child(site, "SQLite", 2, 100)


def _child(site: Site, database: str, rooms: int, streams: int) -> Iterator[Figure]:
    """Let a process of its own make the rooms in the server's database, and listen."""
    assert site.process
    command = [sys.executable, "-m", "tests.bench.live", database, *map(str, (rooms, streams))]
    where = {"LIVE_PORT": str(site.port), "LIVE_SERVER": str(site.process.pid)}
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **where, **site.env()}, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        for line in child.stdout:
            yield Figure.read(line)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)


def _main(database: str, rooms: int, streams: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cxmaturity.settings"
    import django  # noqa: PLC0415 # settings first

    django.setup()
    from tests.bench import live_rooms  # noqa: PLC0415 # models need the settings first

    for figure in live_rooms.measure(database, rooms=rooms, streams=streams):
        sys.stdout.write(figure.line() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main(sys.argv[1], *map(int, sys.argv[2:]))
