"""The WSGI application behind an event loop answers as it does alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from cxmaturity import pages
from cxmaturity.pages import Environ, Pages
from tests import loops

LONGEST = 1000


class Application:
    """Says back what it was asked, and whether it was closed."""

    def __init__(self, chunks: Iterable[bytes] = (b"ok",)) -> None:
        self.chunks, self.read, self.closed = chunks, b"", 0
        self.asked: Environ = {}

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        self.asked, self.read = environ, environ["wsgi.input"].read()
        start("201 Created", [("X-Said", "yes"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return _Closing(self)


class _Closing:
    def __init__(self, of: Application) -> None:
        self.of, self.chunks = of, iter(of.chunks)

    def __iter__(self) -> Iterator[bytes]:
        return self.chunks

    def close(self) -> None:
        self.of.closed += 1


def scope(**other: object) -> Any:
    return {
        "type": "http",
        "method": "POST",
        "http_version": "1.1",
        "scheme": "http",
        "path": "/é",
        "raw_path": b"/%C3%A9%2F%ff",
        "query_string": b"q=1",
        "root_path": "",
        "headers": [],
        "client": ("10.0.0.9", 5000),
        "server": ("127.0.0.1", 8000),
        **other,
    }


def ask(application: Application, asked: Any, *received: dict[str, object]) -> list[dict[str, Any]]:
    """Return what is sent for one request."""
    sent, coming = [], iter(received)

    async def receive() -> Any:
        return next(coming)

    async def send(message: Any) -> None:
        sent.append(message)

    loops.run(Pages(application, threads=1, longest_body=LONGEST)(asked, receive, send))
    return sent


def with_length(length: int) -> Any:
    return scope(headers=[(b"content-length", str(length).encode())])


def body(text: bytes, *, more: bool = False) -> dict[str, object]:
    return {"type": "http.request", "body": text, "more_body": more}


def test_answer_is_sent_with_its_headers():
    application = Application()
    [start, content] = ask(application, scope())
    assert start == {
        "type": "http.response.start",
        "status": 201,
        "headers": [(b"x-said", b"yes"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")],
        "trailers": False,
    }
    assert content == {"type": "http.response.body", "body": b"ok", "more_body": False}
    assert application.closed == 1


def test_request_is_told_as_it_came():
    headers = [(b"content-type", b"text/plain"), (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"x")]
    environ = pages.environment(scope(headers=[*headers, (b"accept", b"y")]))
    told = ("PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "CONTENT_TYPE", "HTTP_COOKIE", "HTTP_ACCEPT")
    assert [environ[name] for name in told] == [
        "/\xc3\xa9/\xff",
        "q=1",
        "10.0.0.9",
        "text/plain",
        "a=1; b=2",
        "x,y",
    ]


def test_header_with_an_underscore_passes_for_no_other():
    forged = scope(headers=[(b"x_forwarded_for", b"10.6.6.6"), (b"x-forwarded-for", b"10.0.0.1")])
    assert pages.environment(forged)["HTTP_X_FORWARDED_FOR"] == "10.0.0.1"


def test_body_is_read_before_a_thread_is_taken():
    application = Application()
    ask(application, with_length(6), body(b"abc", more=True), body(b"def"))
    assert application.read == b"abcdef"


def test_body_that_no_page_takes_is_not_read():
    application = Application()
    ask(application, with_length(LONGEST + 1))
    assert (application.read, application.asked["CONTENT_LENGTH"]) == (b"", str(LONGEST + 1))


def test_body_longer_than_announced_is_cut_where_it_was_to_end():
    """A body in chunks may come with a length that is not its own: the length counts, as it does alone."""
    application = Application()
    endless = (body(b"x" * 400, more=True) for _ in range(10**6))
    ask(application, with_length(600), *[next(endless) for _ in range(3)])
    assert application.read == b"x" * 600


def test_visitor_who_sends_too_slowly_is_let_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages, "PATIENCE_SECONDS", 0.05)
    application, sent = Application(), []

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    visit = Pages(application, threads=1, longest_body=LONGEST)(with_length(6), receive, send)
    loops.run(asyncio.wait_for(visit, 60))
    assert (sent[0]["status"], application.asked) == (408, {})


def test_visitor_who_leaves_while_sending_is_not_answered():
    application = Application()
    assert ask(application, with_length(6), body(b"abc", more=True), {"type": "http.disconnect"}) == []
    assert application.asked == {}


def test_long_answer_goes_out_in_pieces():
    chunk = b"x" * 4096
    application = Application([chunk] * 100)
    _start, *contents = ask(application, scope())
    assert [len(content["body"]) for content in contents] == [
        pages.PIECE_BYTES,
        100 * 4096 - pages.PIECE_BYTES,
    ]
    assert [content["more_body"] for content in contents] == [True, False]
    assert application.closed == 1


def test_visitor_who_leaves_while_reading_closes_what_was_open():
    application = Application([b"x" * pages.PIECE_BYTES] * 3)

    async def receive() -> Any:
        return body(b"")

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            raise ConnectionError

    async def visit() -> None:
        await Pages(application, threads=1, longest_body=LONGEST)(scope(), receive, send)

    with suppress(ConnectionError):
        loops.run(visit())
    assert application.closed == 1
