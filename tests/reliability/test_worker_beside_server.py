"""The worker lives beside the server: started with it, replaced when it dies, gone when the server is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

import psutil
import pytest

from tests.reliability import mailers
from tests.server import Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def prepared(environment: dict[str, str]) -> dict[str, str]:
    Site(environment).prepare()
    return environment


@pytest.fixture
def site(prepared: dict[str, str]) -> Iterator[Site]:
    site = Site(prepared, arguments=("--workers", "1"))
    site.start()
    yield site
    site.stop()


def worker_is_told(site: Site) -> bool:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return bool(json.loads(connection.getresponse().read())["worker"])
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def family(site: Site) -> list[psutil.Process]:
    assert site.process
    server = psutil.Process(site.process.pid)
    return [server, *server.children(recursive=True)]


def command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:  # it has just ended
        return []


def workers(site: Site) -> list[psutil.Process]:
    return [process for process in family(site) if "work" in command(process)[1:3]]


def replaced(site: Site, dead: psutil.Process) -> bool:
    return [process.pid != dead.pid for process in workers(site)] == [True]


def gone(processes: list[psutil.Process]) -> bool:
    return all(map(has_ended, processes))


def has_ended(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def memory(site: Site) -> float:
    """Return what one server process and the worker hold, in megabytes; what they share counts once."""
    return sum(process.memory_full_info().pss for process in family(site)) / MEGABYTE


def test_worker_lives_and_dies_with_the_server(site: Site):
    mailers.wait_until(lambda: worker_is_told(site))
    assert memory(site) <= 250
    [first] = workers(site)
    first.kill()
    mailers.wait_until(lambda: replaced(site, first))
    everybody = family(site)
    keeper_and_worker = [process for process in everybody if "jobs.keeper" in command(process)] + workers(
        site
    )
    assert len(keeper_and_worker) == 2
    assert site.process
    site.process.kill()
    site.process.wait()
    mailers.wait_until(lambda: gone(keeper_and_worker))
    for process in everybody:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def test_worker_ends_when_the_server_is_asked_to(site: Site):
    mailers.wait_until(lambda: len(workers(site)) == 1)
    everybody = family(site)
    assert site.process
    site.process.terminate()
    site.process.wait(mailers.PATIENCE_SECONDS)
    mailers.wait_until(lambda: gone(everybody))
