"""The child process that prints: its limits, its queue, and that nothing gets out of it or in."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reports.renderers import child, lifting, pool, press
from reports.renderers.fetcher import DenyAll
from reports.renderers.pool import LimitBroken, Limits, QueueFull, RenderPool

PAGE = '<html lang="en"><title>One page</title><p>One page</p></html>'
# Layout of nested tables grows with the power of their depth.
ENDLESS = '<html lang="en"><title>Endless</title>' + "<table><tr><td>" * 60 + "x" + "<div><p>a" * 20000
VAST = '<html lang="en"><title>Vast</title>' + "<p>many <b>words</b> on many pages</p>" * 30000
PAYLOADS = (
    '<img src="file:///etc/passwd" alt="x">',
    '<img src="http://127.0.0.1:9/a.png" alt="x">',
    '<img src="//127.0.0.1:9/a.png" alt="x">',
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="x">',
    '<img src="../../secret.png" alt="x">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<style>@import url("http://127.0.0.1:9/b.css"); p { background: url(file:///etc/passwd) }</style>',
    "<style>@font-face { font-family: x; src: url(http://127.0.0.1:9/x.woff) } p { font-family: x }</style>",
    '<p style="background: url(http://127.0.0.1:9/c.png); content: url(file:///etc/passwd)">x</p>',
    '<object data="file:///etc/passwd"></object><embed src="http://127.0.0.1:9/d">',
    '<base href="http://127.0.0.1:9/"><img src="e.png" alt="x">',
    '<svg><title>x</title><image href="http://127.0.0.1:9/f.png" width="9" height="9"/></svg>',
    '<img src="chart:7" alt="x">',
    '<svg><title>x</title><use href="file:///etc/passwd#x"/></svg>',
)


_heard: list[str] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"open", "socket.connect", "socket.getaddrinfo", "urllib.Request"}:
        _heard.append(f"{event} {arguments}")


@pytest.fixture(scope="session")
def heard() -> list[str]:
    """Every file and connection that Python opens from now on; such a hook cannot be taken away again."""
    sys.addaudithook(_hear)
    return _heard


def printed(by: RenderPool, html: str) -> bytes:
    return by.render(child.print_pages, html, "")


@pytest.fixture
def small() -> Iterator[RenderPool]:
    made = RenderPool(
        Limits(memory_bytes=300 * 1024 * 1024, documents=5, documents_of_one=5), child.prepare_press, ""
    )
    yield made
    made.close()


@pytest.fixture
def hasty() -> Iterator[RenderPool]:
    """A pool with no time for what never ends; a page takes a hundredth of it, on a busy machine a fifth."""
    made = RenderPool(Limits(memory_bytes=300 * 1024 * 1024, seconds=4), child.prepare_press, "")
    yield made
    made.close()


def test_render_recovers_when_a_document_takes_too_long_or_too_much_memory(hasty: RenderPool):
    with pytest.raises(LimitBroken):
        printed(hasty, ENDLESS)
    assert printed(hasty, PAGE).startswith(b"%PDF-1.7")
    patient = RenderPool(
        Limits(memory_bytes=220 * 1024 * 1024, seconds=300, wait_seconds=300), child.prepare_press, ""
    )
    try:
        with pytest.raises(LimitBroken):
            printed(patient, VAST)
        assert printed(patient, PAGE).startswith(b"%PDF-1.7")
    finally:
        patient.close()


def test_render_refuses_the_sixth_document_at_once_and_takes_it_later(small: RenderPool):
    begin = threading.Barrier(6)

    def one(_number: int) -> str:
        begin.wait()
        try:
            return printed(small, PAGE)[:4].decode()
        except QueueFull as refusal:
            return f"later, in {refusal.retry_after_seconds} seconds"

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(one, range(6))) == ["%PDF"] * 5 + ["later, in 10 seconds"]
    assert printed(small, PAGE).startswith(b"%PDF")


def test_render_starts_anew_after_the_child_was_closed(small: RenderPool):
    assert printed(small, PAGE).startswith(b"%PDF")
    small.close()
    assert printed(small, PAGE).startswith(b"%PDF")


def test_child_with_nothing_to_do_is_ended_and_the_next_document_gets_another():
    idle = RenderPool(Limits(idle_seconds=0.1), child.prepare_press, "")
    for _ in range(2):
        assert printed(idle, PAGE).startswith(b"%PDF")
        assert idle._rest is not None
        idle._rest.join(30)
        assert idle._pool is None


def test_shared_pools_are_one_for_a_stylesheet_and_one_for_the_office():
    assert pool.press("p { color: red }") is pool.press("p { color: red }")
    assert pool.press("p { color: red }") is not pool.press("p { color: blue }")
    assert pool.office() is pool.office()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_press_opens_nothing_that_a_document_names(payload: str, heard: list[str]):
    printer = press.press("")
    printer.print(PAGE)
    Path(__file__).read_bytes()
    assert __file__ in heard[-1]  # the ear works
    heard.clear()
    printer.print(f'<html lang="en"><title>x</title>{payload}<p>x</p></html>')
    assert heard == []


def test_fetcher_refuses_every_address():
    fetcher = DenyAll()
    for address in ("file:///etc/passwd", "http://127.0.0.1/", "data:,x"):
        with pytest.raises(ValueError, match="Documents load nothing from outside"):
            fetcher.fetch(address)
    assert fetcher.refused == ["file:///etc/passwd", "http://127.0.0.1/", "data:,x"]


def test_fetcher_hands_out_the_charts_that_came_with_the_document_and_nothing_else():
    html, charts = lifting.lift('<p>a</p><svg id="x"><title id="t">One "two" &lt;three</title></svg><p>b</p>')
    assert html == '<p>a</p><img src="chart:0" alt="One &quot;two&quot; &lt;three"/><p>b</p>'
    assert DenyAll(charts).fetch("chart:0").read() == b'<svg id="x"></svg>'
    with pytest.raises(ValueError, match="Documents load nothing from outside"):
        DenyAll(charts).fetch("chart:1")


def test_lifting_takes_a_logo_out_of_the_document_and_the_fetcher_hands_it_out():
    html, pictures = lifting.lift(f'<img src="{lifting.inlined(b"PNG")}" alt="Logo"><svg></svg>')
    assert html == '<img src="logo:0" alt="Logo"><img src="chart:1" alt=""/>'
    response = DenyAll(pictures).fetch("logo:0")
    assert (response.read(), response.headers["Content-Type"]) == (b"PNG", "image/png")


def test_lifting_leaves_what_somebody_typed_where_it_is():
    typed = f"&lt;img src=&quot;{lifting.inlined(b'PNG')}&quot;&gt;"
    assert lifting.lift(f"<p>{typed}</p>") == (f"<p>{typed}</p>", {})
