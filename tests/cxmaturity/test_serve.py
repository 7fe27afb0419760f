"""The size of the server, and what it says when it cannot start."""

from __future__ import annotations

import os
import socket

import pytest
from django.core.management import CommandError, call_command

from cxmaturity import launching
from reports import branded, cache


def test_sqlite_has_one_process_and_postgresql_one_for_each_processor():
    assert launching.size("sqlite") == (1, launching.THREADS)
    assert launching.size("postgresql") == (os.cpu_count(), launching.THREADS)


def test_half_of_the_threads_never_wait_for_a_document():
    assert 2 * (cache.WAITING + branded.WAITING) <= launching.THREADS


def test_taken_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"127.0.0.1:{port} is not free"):
            call_command("serve", port=port)
