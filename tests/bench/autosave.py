"""Saving answers on the real stack: server process, HTTP clients, durable database."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from tests import postgres
from tests.bench import load, stack
from tests.bench.figures import Figure
from tests.server import Site, Visitor

CLIENTS = 16
SECONDS = 4.0


def measure() -> Iterator[Figure]:
    """Yield the figures on both databases."""
    yield from _on("SQLite", {})
    with postgres.running(durable=True) as server:
        yield from _on("PostgreSQL", {"DATABASE_URL": server.url})


def _on(database: str, environment: dict[str, str]) -> Iterator[Figure]:
    with stack.server(environment) as site:
        hello, saved = compare(site)
    failed = sum(saved.statuses.values()) - saved.statuses.get(200, 0)
    name = f"autosave, {CLIENTS} clients, {database}"
    against = "a view that says hello on the same server"
    yield Figure(
        name, saved.per_second / hello.per_second, 0.3, "answers/s", saved.per_second, against, at_least=True
    )
    yield Figure(
        f"{name}: answers a second",
        saved.per_second / 500,
        1.0,
        "answers/s",
        saved.per_second,
        "500 answers/s",
        at_least=True,
    )
    yield Figure(f"{name}: p99", saved.p99_ms / saved.p50_ms, 10.0, "ms", saved.p99_ms, "p50 of the same run")
    yield Figure(f"{name}: not saved", failed, 0.0, "answers", failed, "all answers of the run")


def compare(site: Site) -> tuple[load.Load, load.Load]:
    """Return the load of a view that says hello, and of saving answers."""
    visitors = [requests_of(site, number) for number in range(CLIENTS)]
    hello = load.run(site.port, [_hello] * CLIENTS, seconds=SECONDS / 2)
    return hello, load.run(site.port, visitors, seconds=SECONDS)


def _hello(_number: int) -> bytes:
    return b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def requests_of(site: Site, number: int) -> load.Requests:
    """Return somebody who saves one answer after the other."""
    visitor = Visitor(site.port)
    sheet = visitor.begin(organisation=f"Bench {number}")
    questions = visitor.questions(sheet)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())

    def ask(at: int) -> bytes:
        question = questions[at % len(questions)]
        body = f"reply={1 + at % 5}&revision={1 + at // len(questions)}&op={uuid4()}".encode()
        head = (
            f"POST /answer/{sheet}/questions/{question}/autosave/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Cookie: {cookies}\r\nX-CSRFToken: {visitor.csrf()}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    return ask
