"""Serve streams apart from pages."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from cxmaturity import launching


class Command(BaseCommand):
    """Start a server for `/live/` only, beside one for pages that runs with `--no-live`."""

    help = "Serve streams, and nothing else but /livez (docs/adr/0011-live-transport.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--workers", type=int, help="processes; default: by the database")

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        launching.refuse_taken_port(host, port)
        workers = options["workers"] or launching.size(connection.vendor)[0]
        self.stdout.write(f"Serving streams on {host}:{port} · stop with Ctrl-C")
        self.stdout.flush()
        launching.with_streams("cxmaturity.asgi:live", host=host, port=port, workers=workers, threads=1)
