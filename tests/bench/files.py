"""Every kind of file: its time and memory for few and many people, and once for a hundred who ask at once."""

from __future__ import annotations

import math
import re
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from assessments import results
from reports import formats, looks, making, written
from reports.document import Look, Report
from reports.formats import Format
from reports.renderers import pdf, pool
from tests import factories
from tests.bench import big_rounds, stack
from tests.bench.figures import Figure, wall_ms
from tests.server import Visitor

PEOPLE = (18, 1_000)
MEGABYTES = 120  # of a child process as a whole, or of what is allocated in the web process
MILLISECONDS = {"pdf": 1_500, "pptx": 1_500, "xlsx": 500, "csv": 200, "json": 200}
HERE = (formats.CSV, formats.JSON)  # made by the web process itself
AT_ONCE = 100
ASKED_AGAIN = 60


def measure() -> Iterator[Figure]:
    """Yield each kind's time and memory, and how many renderings a hundred requests cost."""
    for people in PEOPLE:
        round_ = factories.round_of(people) if people == PEOPLE[0] else big_rounds.compared(people)[0]
        report, look = written.report(round_, results.current(round_)), looks.of(round_)
        for one in formats.ALL:
            yield from _made(report, look, one, people)
    yield _once()


def _made(report: Report, look: Look, of: Format, people: int) -> Iterator[Figure]:
    taken = wall_ms(lambda: making.of(report, look, of).result(), times=1, rounds=3)
    name, allowed = f"{of.id.upper()}, {people:,} people", MILLISECONDS[of.id]
    yield Figure(f"{name}: time", taken / allowed, 1.0, "ms", taken, f"{allowed:,} ms, warm")
    here = of in HERE
    memory = _here(report, look, of) if here else max(map(_peak, psutil.Process().children(recursive=True)))
    where = "the web process" if here else "a child process"
    yield Figure(f"{name}: memory", memory / MEGABYTES, 1.0, "MB", memory, f"{MEGABYTES} MB of {where}")
    pool.press(pdf.stylesheet()).close()
    pool.office().close()


def _peak(process: psutil.Process) -> float:
    """Return the most memory that a process has held, in MB."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024
    except (OSError, IndexError):
        return float(process.memory_info().rss) / 1024**2


def _here(report: Report, look: Look, of: Format) -> float:
    """Return the most memory that making a file takes in this process, in MB."""
    tracemalloc.start()
    making.of(report, look, of).result()
    peak = tracemalloc.get_traced_memory()[1] / 1024**2
    tracemalloc.stop()
    return peak


def _once() -> Figure:
    """Let a hundred browsers ask at once for the same slides, and count what was made by what the limit counts."""
    with stack.server({}) as site:
        first = Visitor(site.port)
        path = result_of(first)
        crowd = [Visitor(site.port) for _ in range(AT_ONCE)]
        for visitor in crowd:
            visitor.cookies = dict(first.cookies)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            sizes = set(threads.map(lambda visitor: len(fetched(visitor, f"{path}report.pptx")), crowd))
        left = site.shell(
            "from accounts.models import RateBucket; print(min(RateBucket.objects.values_list('tokens', flat=True)))"
        )
    assert len(sizes) == 1, sizes
    made = math.ceil(10 - float(left) - 1e-9)
    return Figure(
        f"Files made for {AT_ONCE} requests at once",
        made,
        1.0,
        "files",
        made,
        "one for all, in all processes",
    )


def result_of(visitor: Visitor) -> str:
    """Send a short sheet, and return where its result is."""
    sheet = visitor.begin(organisation="Bench", scope="pulse")
    for question in visitor.questions(sheet):
        visitor.save(sheet, question, 3)
    return visitor.post(f"/answer/{sheet}/send/", {}).headers["Location"]


def fetched(visitor: Visitor, path: str) -> bytes:
    """Return a file, asked for until it is ready."""
    for _ in range(ASKED_AGAIN):
        answer = visitor.get(path)
        if answer.status == 200:
            return answer.body
        assert answer.status == 202, answer.status
        time.sleep(int(answer.headers["Retry-After"]))
    raise AssertionError("The file was never ready")
