"""Measure the same data on both databases, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tests import postgres
from tests.bench import stack
from tests.bench.figures import Figure
from tests.server import ROOT


def measure() -> Iterator[Figure]:
    """Yield the figures of rounds and lists on SQLite and on PostgreSQL."""
    yield from _child("SQLite", {})
    with postgres.running(durable=True) as server:
        yield from _child("PostgreSQL", {"DATABASE_URL": server.url})


def _child(database: str, environment: Mapping[str, str]) -> Iterator[Figure]:
    command = [sys.executable, "-m", "tests.bench.databases"]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with subprocess.Popen(
        command, cwd=ROOT, env={**kept, **environment}, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        for line in child.stdout:
            figure = Figure.read(line)
            yield replace(figure, name=f"{figure.name}, {database}")
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)


def _main() -> None:
    with stack.in_process(os.environ.get("DATABASE_URL", "")):
        from tests.bench import people, team  # noqa: PLC0415 # models need the settings first

        for part in (team, people):
            for figure in part.measure():
                sys.stdout.write(figure.line() + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    _main()
