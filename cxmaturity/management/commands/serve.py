"""Serve the product."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from cxmaturity import launching
from workshops import reach


class Command(BaseCommand):
    """Start the application server with as many processes as the database likes, and a worker beside it."""

    help = (
        "Serve pages and streams, and do background work "
        "(docs/adr/0005-server-and-workers.md, 0007-background-work.md, 0011-live-transport.md)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, help="processes; default: by the database")
        parser.add_argument("--threads", type=int, help="threads for pages of each process; default: 6")
        parser.add_argument(
            "--no-live", action="store_true", help="where `manage.py live` runs apart, or never"
        )
        parser.add_argument("--no-worker", action="store_true", help="where `manage.py work` runs apart")

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        launching.refuse_taken_port(host, port)
        workers, threads = launching.size(connection.vendor)
        size = {"workers": options["workers"] or workers, "threads": options["threads"] or threads}
        self.stdout.write(f"Serving on {settings.BASE_URL} · stop with Ctrl-C")
        if reach.unreachable(settings.BASE_URL):
            self.stdout.write("Phones cannot open this address: docs/operations.md, “A room that votes”")
        self.stdout.flush()
        if not options["no_worker"]:
            _start_worker()
        if options["no_live"]:
            launching.pages_only(host=host, port=port, **size)
        launching.with_streams("cxmaturity.asgi:application", host=host, port=port, **size)


def _start_worker() -> None:
    """Start a worker that lives as long as the server, which takes over this process and its number."""
    keeper = [sys.executable, "-m", "jobs.keeper", str(os.getpid())]
    worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--parent"]
    subprocess.Popen([*keeper, *worker], cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL)  # noqa: S603 # our own
