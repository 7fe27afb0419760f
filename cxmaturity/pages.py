"""Pages in a fixed number of threads beside an event loop: the WSGI application as an ASGI one.

A thread is taken only for the work itself. What a visitor sends is read before, and what is sent back is
handed over in pieces, so that nobody's slow network holds a thread or the database connection it keeps.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Any]  # WSGI: returns an iterable of bytes that may have to be closed
PIECE_BYTES = 256 * 1024
PATIENCE_SECONDS = 120.0  # for a whole body, however slow the network
_KEPT_IN_MEMORY_BYTES = 256 * 1024


class Gone(Exception):
    """The visitor has left before everything was read."""


@dataclass(slots=True)
class Answer:
    """What the application has said so far; the rest of it is drawn piece by piece."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    _content: Iterable[bytes] = ()
    _chunks: Iterator[bytes] = field(default_factory=lambda: iter(()))

    def start(self, status: str, headers: list[tuple[str, str]], _exc_info: object = None) -> None:
        """Take status and headers; the application is Django, which never uses the old way to write."""
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    def begin(self, application: Application, environ: Environ) -> tuple[bytes, bool]:
        """Let the application work, and return its first piece and whether there is more."""
        self._content = application(environ, self.start)
        self._chunks = iter(self._content)
        return self.piece()

    def piece(self) -> tuple[bytes, bool]:
        """Return what comes next, and whether there is more; after the last one everything is closed."""
        gathered, size = [], 0
        for chunk in self._chunks:
            gathered.append(chunk)
            size += len(chunk)
            if size >= PIECE_BYTES:
                return b"".join(gathered), True
        self.close()
        return b"".join(gathered), False

    def close(self) -> None:
        """Let the application put away what it holds."""
        if close := getattr(self._content, "close", None):
            self._content = ()
            close()


class Pages:
    """The WSGI application behind an event loop."""

    def __init__(self, application: Application, *, threads: int, longest_body: int) -> None:
        self._application = application
        self._longest_body = longest_body
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Answer one request."""
        environ = environment(scope)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                body = await self._read(environ, receive)
        except Gone:
            return
        except TimeoutError:
            await send({"type": "http.response.start", "status": 408, "headers": [], "trailers": False})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        with body:
            await self._answer({**environ, "wsgi.input": body}, send)

    async def _read(self, environ: Environ, receive: ASGIReceiveCallable) -> IO[bytes]:
        """Read what was announced; nothing of what no page would take, which is refused by its length."""
        announced = environ.get("CONTENT_LENGTH", "")
        if not announced.isdecimal() or not 0 < int(announced) <= self._longest_body:
            return io.BytesIO()
        body: IO[bytes] = SpooledTemporaryFile(_KEPT_IN_MEMORY_BYTES)  # noqa: SIM115 # closed by whom it is for
        try:
            await _received(int(announced), receive, body)
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return body

    async def _answer(self, environ: Environ, send: ASGISendCallable) -> None:
        work = asyncio.get_running_loop().run_in_executor
        answer = Answer()
        piece, more = await work(self._threads, answer.begin, self._application, environ)
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": answer.headers,
                "trailers": False,
            }
        )
        try:
            while more:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece, more = await work(self._threads, answer.piece)
            await send({"type": "http.response.body", "body": piece, "more_body": False})
        finally:
            if more:
                await work(self._threads, answer.close)


async def _received(announced: int, receive: ASGIReceiveCallable, body: IO[bytes]) -> None:
    """Write what comes, and never more than was announced: a body in chunks has no end of its own."""
    missing, more = announced, True
    while more and missing:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        piece = message["body"][:missing]
        body.write(piece)
        missing, more = missing - len(piece), message["more_body"]


def environment(scope: HTTPScope) -> Environ:
    """Return a request as the application expects it."""
    host, port = scope["server"] or ("localhost", 80)
    raw = scope["raw_path"] if scope.get("raw_path") is not None else scope["path"].encode()
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope["root_path"],
        "PATH_INFO": unquote_to_bytes(raw).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _take_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    return environ


def _take_header(environ: Environ, name: str, value: str) -> None:
    if "_" in name:
        return  # or it could pass for one with hyphens that a proxy has set
    key = name.upper().replace("-", "_")
    if key not in {"CONTENT_LENGTH", "CONTENT_TYPE"}:
        key = f"HTTP_{key}"
    between = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
