"""The PDF: warm against a browser that prints the same HTML, and given out again against a static file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import psutil

from assessments import results
from reports import written
from reports.renderers import pdf, pool
from tests import factories
from tests.bench import files, load, stack
from tests.bench.figures import Figure, wall_ms
from tests.server import Visitor, serving

BROWSER = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def measure() -> Iterator[Figure]:
    """Yield time, memory and the cost of a repeated download."""
    yield from _rendering()
    yield _again()


def _rendering() -> Iterator[Figure]:
    assessment = factories.round_of(18)
    report = written.report(assessment, results.current(assessment))
    warm = wall_ms(lambda: pdf.render(report), times=1, rounds=5)
    browser = median(_printed(_page(report)) for _ in range(3))
    yield Figure("PDF, warm", warm / browser, 0.9, "ms", warm, "Chromium, cold, printing the same HTML")
    yield Figure("PDF, warm: time", warm / 1200, 1.0, "ms", warm, "1.2 s")
    memory = max(_peak(child) for child in psutil.Process().children(recursive=True))
    yield Figure("PDF: memory of the child", memory / 120, 1.0, "MB", memory, "120 MB")
    pool.press(pdf.stylesheet()).close()


def _page(report: object) -> str:
    """Return the HTML with its style in it, as a browser needs it."""
    html = pdf.html(report)  # type: ignore[arg-type] # a Report, as given
    return html.replace("</head>", f"<style>{pdf.stylesheet()}</style></head>", 1)


def _printed(html: str) -> float:
    """Return the milliseconds that a browser takes from its start to the finished file."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)))
    with tempfile.TemporaryDirectory(prefix="cxmaturity-bench-") as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(html, encoding="utf-8")
        command = [browser, *BROWSER, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        begun = time.perf_counter()
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True)
        taken = (time.perf_counter() - begun) * 1000
        assert target.stat().st_size > 10_000
        return taken


def _peak(process: psutil.Process) -> float:
    """Return the most memory that a process has held, in MB."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024
    except (OSError, IndexError):
        return float(process.memory_info().rss) / 1024**2


def _again() -> Figure:
    """Compare the second download of a report with a static file of the same size on the same server."""
    with tempfile.TemporaryDirectory(prefix="cxmaturity-bench-") as folder:
        static = stack.lend_static(Path(folder))
        with serving({"VAR_DIR": folder}) as site:
            visitor = Visitor(site.port)
            sheet = visitor.begin(organisation="Bench", scope="pulse")
            for question in visitor.questions(sheet):
                visitor.save(sheet, question, 3)
            path = visitor.post(f"/answer/{sheet}/send/", {}).headers["Location"] + "report.pdf"
            (static / "same-size.bin").write_bytes(files.fetched(visitor, path))
            site.stop()
            site.start()
            cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
            again = load.run(site.port, [_get(path, cookie)], seconds=2)
            file = load.run(site.port, [_get("/static/same-size.bin", "")], seconds=2)
    assert set(again.statuses) == set(file.statuses) == {200}, (again, file)
    return Figure(
        "PDF, given out again",
        again.p50_ms / file.p50_ms,
        1.5,
        "ms",
        again.p50_ms,
        "a static file of the same size",
    )


def _get(path: str, cookie: str) -> load.Requests:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode()
    return lambda _number: request
