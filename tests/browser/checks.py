"""What every page must hold, whatever it shows."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, ViewportSize
from playwright.sync_api import TimeoutError as NeverSo

WIDTHS = (360, 390, 1440)
SETTLED_MS = 10_000
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`));
"""


class Watch:
    """Collect console messages, page errors, policy violations and requests that leave the host."""

    def __init__(self, context: BrowserContext, *, host: str) -> None:
        self.host = host
        self.faults: list[str] = []
        self.expected: set[str] = set()
        context.add_init_script(_REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        context.on("request", self._request)

    def allow(self, *texts: str) -> None:
        """Expect messages that contain one of the texts, such as a network that the test cuts itself."""
        self.expected.update(texts)

    def unexpected(self) -> list[str]:
        """Return what nobody announced."""
        return [fault for fault in self.faults if not any(text in fault for text in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        self.faults.append(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != self.host:
            self.faults.append(f"request to another host: {request.url}")


def axe_faults(page: Page) -> list[str]:
    """Return the accessibility rules that the page breaks as it stands, each with its place."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page, *, widths: tuple[int, ...] = WIDTHS) -> None:
    """Check the page at every width: no rule broken, nothing to scroll sideways."""
    for width in widths:
        resize(page, {"width": width, "height": 900})
        assert axe_faults(page) == [], f"{page.url} at {width} px"
        assert_no_sideways_scroll(page)


def resize(page: Page, size: ViewportSize) -> None:
    """Give the page another size, and wait until it is there with all of its styles and has that size."""
    page.set_viewport_size(size)
    page.wait_for_load_state()
    page.wait_for_function("({ width, height }) => innerWidth === width && innerHeight === height", arg=size)


def assert_no_sideways_scroll(page: Page) -> None:
    """Check that the page fits the width of its window."""
    assert_fits(page, "Width")


def assert_fits(page: Page, side: str) -> None:
    """Check that nothing of the page is outside of its window, once it has settled."""
    page.wait_for_load_state()  # without all of its styles a page has another size
    over = f"document.documentElement.scroll{side} - document.documentElement.client{side}"
    try:
        page.wait_for_function(
            f"() => {over} === 0", timeout=SETTLED_MS
        )  # a function: the policy evaluates no text
    except NeverSo:
        pytest.fail(f"{page.url} is {page.evaluate(over)} px too large: {side}")
