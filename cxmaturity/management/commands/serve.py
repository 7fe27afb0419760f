"""Serve the product."""

from __future__ import annotations

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

# One more than the documents that may wait for the printer, each of which holds a thread.
THREADS = 6


class Command(BaseCommand):
    """Start the application server with as many workers as the database likes."""

    help = "Serve pages; workers and threads follow the database (docs/adr/0005-server-and-workers.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, help="processes; default: by the database")
        parser.add_argument("--threads", type=int, help="threads of each process; default: by the database")

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
        os.execv(sys.executable, command)  # noqa: S606 # our own interpreter, and no shell


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
