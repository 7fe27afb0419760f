"""Whatever is sent, the server answers in its own words and goes on."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from typing import Any
from urllib.parse import quote

import pytest

from tests.architecture.urlconf import addresses
from tests.server import Site, Visitor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("malformed")]

NASTY = [
    "\x00",
    "%00",
    "\u202e",
    "\ud800".encode("utf-16", "surrogatepass").hex(),
    "A" * 5000,
    "../../etc",
    "' OR 1=1--",
]
BODIES = [
    (b"", "application/x-www-form-urlencoded"),
    (b"reply=%00&revision=%00&op=%00", "application/x-www-form-urlencoded"),
    (b"reply=9&revision=-1&op=x", "application/x-www-form-urlencoded"),
    (b"reply=%ED%A0%80&revision=99999999999999999999&op=1", "application/x-www-form-urlencoded"),
    (b"comment=" + b"x" * 100_000, "application/x-www-form-urlencoded"),
    (b"a=1&" * 3000, "application/x-www-form-urlencoded"),
    (b"\xff\xfe\x00", "application/x-www-form-urlencoded; charset=nonsense"),
    (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    (b"no boundary", "multipart/form-data"),
    (b'{"reply":', "application/json"),
    (b"[" * 50_000, "application/json"),
    (b"x" * 300_000, "text/plain"),
]
STEMS = ("/join/", "/resume/", "/answer/", "/room/", "/seat/", "/screen/", "/live/")
COOKIES = ["answers=x", "answers=" + "A" * 3000, "csrf=\x01", "session=x; messages=x; answers=a.b.c", "=;=;;"]


def paths(sheet: str) -> Iterator[str]:
    """Yield every address with own, foreign and nonsense arguments."""
    for address in addresses():
        shape = address.name.rpartition(":")[2]
        yield f"/{shape}/"
    own = [
        f"/answer/{sheet}/",
        f"/answer/{sheet}/review/",
        f"/answer/{sheet}/send/",
        f"/answer/{sheet}/change/",
    ]
    question = f"/answer/{sheet}/questions/insight-three-levels/"
    yield from ["/", "/sign-in/", "/readyz", "/organisations/", *own, question, f"{question}autosave/"]
    yield from (f"/results/{sheet}/{end}" for end in ("", "explore/", "report.pdf"))
    yield from (f"{stem}{quote(text)}/" for stem in STEMS for text in NASTY)


def attempts(visitor: Visitor, path: str) -> Iterator[tuple[str, int]]:
    """Yield what was tried on one address, and the status that came back."""
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "BREW"):
        yield method, status(visitor, method, path)
    for text in NASTY:
        yield text, status(visitor, "GET", f"{path}?review={quote(text)}&x[]={quote(text)}")
    for body, kind in BODIES:
        headers = {"Content-Type": kind, "X-CSRFToken": visitor.csrf()}
        yield f"{kind} {body[:20]!r}", status(visitor, "POST", path, body=body, headers=headers)


def status(visitor: Visitor, method: str, path: str, **more: Any) -> int:
    """Return the status; a connection that the server closed after the last refusal is opened anew."""
    try:
        return visitor.ask(method, path, **more).status
    except (OSError, HTTPException):
        return visitor.ask(method, path, **more).status


def test_malformed_requests_never_break_the_server(site: Site):
    visitor = Visitor(site.port)
    sheet = visitor.begin(organisation="Malformed")
    tried = [(code, what, path) for path in paths(sheet) for what, code in attempts(visitor, path)]
    assert len(tried) > 500
    assert [entry for entry in tried if entry[0] >= 500] == []


@pytest.mark.parametrize("cookie", COOKIES)
def test_nonsense_in_cookies_is_ignored(site: Site, cookie: str):
    visitor = Visitor(site.port)
    for path in ("/", "/sign-in/", "/organisations/"):
        assert visitor.ask("GET", path, headers={"Cookie": cookie}).status in {200, 302, 400}


def test_unknown_host_is_refused(site: Site):
    assert Visitor(site.port).get("/", headers={"Host": "evil.example"}).status == 400


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /live/%ff%fe.a.b/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /live/%ED%A0%80.phone.x:1:2/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_broken_protocol_leaves_the_server_standing(site: Site, request_: bytes):
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as connection:
        connection.sendall(request_)
        with suppress(OSError):  # it may have hung up already
            connection.shutdown(socket.SHUT_WR)
        assert not connection.recv(4096).startswith((b"HTTP/1.1 500", b"HTTP/1.1 502"))
    assert site.answers("/livez")
