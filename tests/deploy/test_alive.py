"""The question that a container asks its own server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from tests.architecture import sources


class Quiet(WSGIRequestHandler):
    """A handler that writes no line for each request."""

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def port() -> Iterator[int]:
    """Serve the product under https, as behind a proxy, and return the port."""
    secure = override_settings(
        ALLOWED_HOSTS=["cx.example.org"],
        SECURE_SSL_REDIRECT=True,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    )
    with secure, make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def asked(port: int, base_url: str) -> int:
    """Return how the question ends: 0 where the server lives."""
    command = [sys.executable, "deploy/alive.py", str(port)]
    return subprocess.run(
        command, cwd=sources.ROOT, env=os.environ | {"BASE_URL": base_url}, check=False, timeout=60
    ).returncode


@pytest.mark.parametrize(
    ("base_url", "ending"),
    [("https://cx.example.org", 0), ("http://cx.example.org", 1), ("https://other.example.org", 1)],
)
def test_server_lives_where_it_answers_under_its_own_address(port: int, base_url: str, ending: int):
    assert asked(port, base_url) == ending


def test_server_that_is_not_there_does_not_live():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        free = taken.getsockname()[1]
    assert asked(free, "http://127.0.0.1:8000") == 1
