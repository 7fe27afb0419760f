"""The real server in a process of its own, and visitors who talk to it over HTTP."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPMessage
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

from tests import prepared

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 180


class NotServing(RuntimeError):
    """The server ended, or did not answer in time."""


def free_port() -> int:
    """Return a port that nobody listens on, and that the system gives to nobody who asks for just any."""
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass(slots=True)
class Site:
    """A server on a port of its own; it can be killed and started again over the same data."""

    environment: Mapping[str, str]
    arguments: tuple[str, ...] = ("--no-worker",)
    command: str = "serve"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *arguments: str) -> None:
        """Run a management command over the same data."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        subprocess.run(command, cwd=ROOT, env=self.env(), check=True, stdout=subprocess.DEVNULL)

    def shell(self, code: str) -> str:
        """Run some code over the same data, and return what it prints."""
        command = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=self.env(), check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def prepare(self) -> None:
        """Make the tables and publish the library."""
        if not prepared.copied(self.environment):
            self.manage("migrate", "--verbosity", "0")
            self.manage("publish_frameworks")
            prepared.keep(self.environment)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [
            sys.executable,
            str(ROOT / "manage.py"),
            self.command,
            "--port",
            str(self.port),
            *self.arguments,
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.env(), stdout=subprocess.DEVNULL, start_new_session=True
        )
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not self.answers("/livez"):
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise NotServing(self.url)
            time.sleep(0.02)

    def answers(self, path: str) -> bool:
        """Say whether an address answers 200 at this moment."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """Kill the server and its workers at once, as a crash would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the server to end, and wait for it."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def env(self) -> dict[str, str]:
        """Return the environment in which the product finds the same data."""
        many = {
            "LOG_LEVEL": "CRITICAL",
            "BEGINNINGS_PER_HOUR": "1000000",
        }  # crowds of tests share one address
        return {**os.environ, **many, **self.environment, "BASE_URL": self.url}


@contextmanager
def empty_data(folder: Path) -> Iterator[dict[str, str]]:
    """Lend settings over empty data, on the database of the run."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTEST_VAR_DIR": str(folder)}
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield settings
        return
    name = f"site_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {**settings, "DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def serving(environment: Mapping[str, str], *arguments: str) -> Iterator[Site]:
    """Lend a prepared server."""
    site = Site(environment, (*arguments, "--no-worker"))
    site.prepare()
    site.start()
    try:
        yield site
    finally:
        site.stop()


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes


class Visitor:
    """A browser without a screen: it keeps cookies and its connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, data: Mapping[str, object]) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.csrf()}
        return self.ask("POST", path, body=urlencode(data).encode(), headers=headers)

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request; a connection that broke is opened anew the next time."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._connection.request(method, path, body=body, headers={"Cookie": cookie, **(headers or {})})
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException):
            self._connection.close()
            raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return Answer(answer.status, answer.headers, content)

    def csrf(self) -> str:
        """Return the token that forms carry."""
        if "csrf" not in self.cookies:
            self.get("/")
        return self.cookies["csrf"]

    def begin(self, *, organisation: str, scope: str = "full", group: str = "leadership") -> str:
        """Begin a sheet and return its id."""
        answer = self.post("/", {"organisation": organisation, "scope": scope, "group": group})
        assert answer.status == 302, (answer.status, answer.body[:2000])
        return re.findall(r"/answer/([0-9a-f-]{36})/", answer.headers["Location"])[0]

    def questions(self, sheet: str) -> list[str]:
        """Return the questions that a sheet asks, from its review page."""
        page = self.get(f"/answer/{sheet}/review/").body.decode()
        return list(dict.fromkeys(re.findall(rf"/answer/{sheet}/questions/([\w-]+)/\?review", page)))

    def save(self, sheet: str, question: str, reply: int, revision: int = 1) -> Answer:
        """Save one answer as the page's script does."""
        data = {"reply": reply, "revision": revision, "op": uuid4()}
        return self.post(f"/answer/{sheet}/questions/{question}/autosave/", data)
