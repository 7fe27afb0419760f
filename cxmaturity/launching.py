"""Become the application server, with room for many streams."""

from __future__ import annotations

import os
import resource
import socket
import sys
from typing import NoReturn

from django.conf import settings
from django.core.management.base import CommandError

# Twice as many as may wait for a document, each of which holds a thread.
THREADS = 6
# A request counts among these as long as it lasts, and a stream lasts a quarter of an hour.
_REQUESTS_AT_ONCE = 8192
# Longer than any page takes; a visitor who reads nothing does not keep the server from ending.
_PATIENCE_SECONDS = 20


def size(vendor: str) -> tuple[int, int]:
    """Return processes and threads: SQLite has one writer, PostgreSQL as many as there are processors."""
    return (1, THREADS) if vendor == "sqlite" else (os.cpu_count() or 1, THREADS)


def refuse_taken_port(host: str, port: int) -> None:
    """Say now what the server would say later and less clearly."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise CommandError(
                f"{host}:{port} is not free ({refusal.strerror}): choose another with PORT=…"
            ) from refusal


def pages_only(*, host: str, port: int, workers: int, threads: int) -> NoReturn:
    """Serve pages, and no streams: browsers ask every two seconds instead."""
    _become("cxmaturity.wsgi:application", host, port, workers, "--blocking-threads", str(threads))


def with_streams(target: str, *, host: str, port: int, workers: int, threads: int) -> NoReturn:
    """Serve an application on event loops, its pages in threads beside each."""
    os.environ["PAGE_THREADS"] = str(threads)
    _let_many_in()
    _become(
        target,
        host,
        port,
        workers,
        *("--backlog", str(_REQUESTS_AT_ONCE), "--backpressure", str(_REQUESTS_AT_ONCE)),
        *("--workers-kill-timeout", str(_PATIENCE_SECONDS)),
    )


def _let_many_in() -> None:
    """Let a process hold as many connections as the system lets it; usual are a thousand files."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _become(target: str, host: str, port: int, workers: int, *more: str) -> NoReturn:
    interface = "wsgi" if "wsgi" in target else "asgi"
    command = [
        *(sys.executable, "-m", "granian", target, "--interface", interface),
        *("--host", host, "--port", str(port), "--no-ws", "--log-level", "error"),
        *("--workers", str(workers), "--working-dir", str(settings.BASE_DIR), *more),
    ]
    os.execv(sys.executable, command)  # noqa: S606 # our own interpreter, and no shell
