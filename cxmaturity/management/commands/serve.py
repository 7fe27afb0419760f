"""Serve the product."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

# One more than the documents that may wait for the printer, each of which holds a thread.
THREADS = 6


class Command(BaseCommand):
    """Start the application server with as many processes as the database likes, and a worker beside it."""

    help = (
        "Serve pages and do background work (docs/adr/0005-server-and-workers.md, 0007-background-work.md)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, help="processes; default: by the database")
        parser.add_argument("--threads", type=int, help="threads of each process; default: by the database")
        parser.add_argument("--no-worker", action="store_true", help="where `manage.py work` runs apart")

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        _refuse_taken_port(host, port)
        workers, threads = _size(connection.vendor)
        command = [
            *(sys.executable, "-m", "granian", "cxmaturity.wsgi:application", "--interface", "wsgi"),
            *("--host", host, "--port", str(port), "--no-ws", "--log-level", "error"),
            *("--workers", str(options["workers"] or workers)),
            *("--blocking-threads", str(options["threads"] or threads)),
            *("--working-dir", str(settings.BASE_DIR)),
        ]
        self.stdout.write(f"Serving on {settings.BASE_URL} · stop with Ctrl-C")
        self.stdout.flush()
        if not options["no_worker"]:
            _start_worker()
        os.execv(sys.executable, command)  # noqa: S606 # our own interpreter, and no shell


def _start_worker() -> None:
    """Start a worker that lives as long as the server, which takes over this process and its number."""
    keeper = [sys.executable, "-m", "jobs.keeper", str(os.getpid())]
    worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--parent"]
    subprocess.Popen([*keeper, *worker], cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL)  # noqa: S603 # our own


def _size(vendor: str) -> tuple[int, int]:
    """Return processes and threads: SQLite has one writer, PostgreSQL as many as there are processors."""
    return (1, THREADS) if vendor == "sqlite" else (os.cpu_count() or 1, THREADS)


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise CommandError(
                f"{host}:{port} is not free ({refusal.strerror}): choose another with PORT=…"
            ) from refusal
