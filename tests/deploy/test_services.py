"""The services of compose.yaml without containers: what the image would hold, and the very words that run it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture import sources
from tests.server import PATIENCE_SECONDS, free_port

BASE_URL = "https://cx.example.org"


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what .dockerignore lets in, and nothing else."""
    made = tmp_path_factory.mktemp("image")
    for line in (sources.ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line.startswith("!"):
            _copy(sources.ROOT / line[1:], made / line[1:])
    return made


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Set what compose.yaml sets, with a database of the test's own."""
    var = tmp_path_factory.mktemp("var")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST"))}
    own = {"VAR_DIR": str(var), "BASE_URL": BASE_URL, "BEHIND_PROXY": "true", "LOG_LEVEL": "CRITICAL"}
    empty = dict.fromkeys(("EMAIL_URL", "MAIL_FROM", "OPERATOR_NAME", "OPERATOR_CONTACT"), "")
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return {**kept, **own, **empty, "PATH": path, "DATABASE_URL": f"sqlite:///{var / 'site.sqlite3'}"}


def spec(service: str) -> dict[str, Any]:
    return yaml.safe_load((sources.ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"][service]


@contextmanager
def running(service: str, image: Path, environment: dict[str, str]) -> Iterator[int]:
    """Run a service's own words on a free port of this machine."""
    words, port = list(spec(service)["command"]), free_port()
    words[words.index("--host") + 1] = "127.0.0.1"
    words[words.index("--port") + 1] = str(port)
    command = [sys.executable, "manage.py", *words]
    process = subprocess.Popen(
        command, cwd=image, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def lives(service: str, port: int, image: Path, environment: dict[str, str]) -> bool:
    """Ask as the service's health check does, until it answers."""
    words = [*spec(service)["healthcheck"]["test"][1:-1], str(port)]
    give_up = time.monotonic() + PATIENCE_SECONDS
    while subprocess.run(words, cwd=image, env=environment, check=False).returncode:
        if time.monotonic() > give_up:
            return False
    return True


@pytest.fixture(scope="module")
def prepared(image: Path, environment: dict[str, str]) -> dict[str, str]:
    """Make the tables as the service that runs once does."""
    once = spec("migrate")
    subprocess.run(
        [*once["entrypoint"], *once["command"]],
        cwd=image,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return environment


@pytest.mark.slow
def test_web_lives_and_is_ready_under_the_address_that_people_use(image: Path, prepared: dict[str, str]):
    with running("web", image, prepared) as port:
        assert lives("web", port, image, prepared)
        ready = HTTPConnection("127.0.0.1", port, timeout=10)
        ready.request("GET", "/readyz", headers={"Host": "cx.example.org", "X-Forwarded-Proto": "https"})
        told = json.loads(ready.getresponse().read())
        ready.close()
    assert told == {
        "status": "no worker",
        "database": True,
        "migrations": True,
        "framework": True,
        "worker": False,
    }


@pytest.mark.slow
def test_live_lives_and_answers_nothing_but_streams(image: Path, prepared: dict[str, str]):
    with running("live", image, prepared) as port:
        assert lives("live", port, image, prepared)
        page = HTTPConnection("127.0.0.1", port, timeout=10)
        page.request("GET", "/", headers={"Host": "cx.example.org", "X-Forwarded-Proto": "https"})
        status = page.getresponse().status
        page.close()
    assert status == 404
