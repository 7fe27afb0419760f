"""A real browser that notices everything a person should never meet.

A test takes the fixture `clean_page` and, for accessibility, calls `checks.assert_accessible(page)`.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checks import Watch

# The browser's driver runs an event loop in this thread, and Django then refuses plain queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PATIENCE_MS = 60_000  # a busy machine breaks nothing, it takes longer
expect.set_options(timeout=PATIENCE_MS)

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that none is forgotten."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _published(live_server: object, library: None) -> Iterator[None]:
    """Give every browser test a server whose library is published, and that is done before its tables are emptied."""
    yield
    give_up = time.monotonic() + 10
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:  # asked by a browser that is closed by now
            thread.join(max(0, give_up - time.monotonic()))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the Chromium of the system."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    return {**browser_type_launch_args, "args": _QUIET, **({"executable_path": path} if path else {})}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Keep pictures and dates the same everywhere."""
    return {**browser_context_args, "reduced_motion": "reduce", "locale": "en-GB", "timezone_id": "UTC"}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """Wait for pages as long as for what they show."""
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture
def watch(context: BrowserContext, live_server: Any) -> Iterator[Watch]:
    """Fail the test for anything the browser complains of in any page of the context."""
    watch = Watch(context, host=urlsplit(live_server.url).netloc)
    yield watch
    assert watch.unexpected() == []


@pytest.fixture
def clean_page(watch: Watch, page: Page) -> Page:
    """Return a page that must stay without a complaint."""
    return page
