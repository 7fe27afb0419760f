"""The size of the server, and what it says when it cannot start."""

from __future__ import annotations

import os
import socket

import pytest
from django.core.management import CommandError, call_command

from cxmaturity import launching
from reports.renderers.pool import Limits


def test_sqlite_has_one_process_and_postgresql_one_for_each_processor():
    assert launching.size("sqlite") == (1, launching.THREADS)
    assert launching.size("postgresql") == (os.cpu_count(), launching.THREADS)


def test_threads_outnumber_the_documents_that_may_wait():
    assert Limits().documents + 1 == launching.THREADS


def test_taken_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"127.0.0.1:{port} is not free"):
            call_command("serve", port=port)
