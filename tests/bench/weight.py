"""What a browser loads before anybody touches anything, and what the server holds at rest."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import psutil
from playwright.sync_api import Browser, sync_playwright

from tests.bench import stack
from tests.bench.figures import Figure
from tests.server import Visitor

PAGES = {"first page": "/", "question page": "", "result page": "/sample/"}


def measure() -> Iterator[Figure]:
    """Yield bytes and requests of pages, and the memory of the server."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)))
    with stack.server({}) as site, sync_playwright() as driver:
        site.manage("load_demo")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, address in PAGES.items():
            yield from _page(browser, site.port, name, address)
        browser.close()
        process = psutil.Process(site.process.pid if site.process else None)
        tree = [process, *process.children(recursive=True)]
        memory = sum(one.memory_info().rss for one in tree) / 1024**2
    yield Figure("server at rest: memory", memory / 250, 1.0, "MB", memory, "250 MB")


def _page(browser: Browser, port: int, name: str, address: str) -> Iterator[Figure]:
    url, cookies = f"http://127.0.0.1:{port}", []
    if not address:
        visitor = Visitor(port)
        address = f"/answer/{visitor.begin(organisation='Bench')}/"
        cookies = [{"name": key, "value": value, "url": url} for key, value in visitor.cookies.items()]
    context = browser.new_context()
    context.add_cookies(cookies)  # type: ignore[arg-type] # plain dicts of the right shape
    page, answered = context.new_page(), []
    page.on("requestfinished", lambda request: answered.append(request))  # noqa: PLW0108 # the driver marks what it is given
    page.goto(url + address, wait_until="networkidle")
    sizes = [request.sizes() for request in answered]
    weight = sum(size["responseBodySize"] for size in sizes) / 1000
    context.close()
    yield Figure(f"{name}: weight", weight / 60, 1.0, "kB", weight, "60 kB, compressed")
    yield Figure(f"{name}: requests", len(sizes) / 6, 1.0, "requests", len(sizes), "6 requests")
