"""Saving answers while documents are made: what ten exports cost everybody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from tests.bench import autosave, files, load, stack
from tests.bench.figures import Figure
from tests.server import Visitor

EXPORTS = 10
KINDS = ("pdf", "pptx")
CLIENTS, SECONDS = 4, 6.0  # a round in which people answer, not a trial of strength


def measure() -> Iterator[Figure]:
    """Yield the p95 of saving beside that of the same run with nothing else to do."""
    with stack.server({}) as site:
        readers = [Visitor(site.port) for _ in range(EXPORTS)]
        paths = [f"{files.result_of(one)}report.{KINDS[at % 2]}" for at, one in enumerate(readers)]
        alone, beside = ([autosave.requests_of(site, number) for number in range(CLIENTS)] for _ in range(2))
        idle = load.run(site.port, alone, seconds=SECONDS)
        with ThreadPoolExecutor(EXPORTS) as threads:
            made = [threads.submit(_fetched, *one) for one in zip(readers, paths, strict=True)]
            meanwhile = load.run(site.port, beside, seconds=SECONDS, warm_up=0.2)
            sizes = [one.result() for one in made]
    assert min(sizes) > 10_000, sizes
    assert idle.statuses.keys() | meanwhile.statuses.keys() == {HTTPStatus.OK}
    yield Figure(
        f"autosave while {EXPORTS} documents are made: p95",
        meanwhile.p95_ms / idle.p95_ms,
        2.0,
        "ms",
        meanwhile.p95_ms,
        f"the p95 of the same clients alone, {idle.p95_ms:.1f} ms",
    )


def _fetched(visitor: Visitor, path: str) -> int:
    """Return the size of a file, asked for until it is ready."""
    for _ in range(files.ASKED_AGAIN):
        answer = visitor.get(path)
        if answer.status == HTTPStatus.OK:
            return len(answer.body)
        assert answer.status in {HTTPStatus.ACCEPTED, HTTPStatus.SERVICE_UNAVAILABLE}, answer.status
        time.sleep(int(answer.headers["Retry-After"]))
    raise AssertionError("The file was never ready")
