"""Serve pages and streams under one server: pages in threads by wsgi.py, streams on the event loop."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from django.conf import settings

from cxmaturity import wsgi  # loads the apps, which the next ones need
from cxmaturity.live import PREFIX, leads_to_stream, streams
from cxmaturity.pages import Pages
from workshops import hub

if TYPE_CHECKING:
    from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope, LifespanScope

_pages = Pages(
    wsgi.application, threads=int(os.environ.get("PAGE_THREADS", "6")), longest_body=settings.UPLOAD_MAX_BYTES
)


async def application(
    scope: HTTPScope | LifespanScope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    """Send a request to where it belongs; the server is started with nothing but HTTP."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    else:
        await (streams if leads_to_stream(scope) else _pages)(scope, receive, send)


async def live(
    scope: HTTPScope | LifespanScope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    """Serve streams and `/livez`, where pages have a server of their own."""
    if scope["type"] == "lifespan" or scope["path"] == "/livez" or scope["path"].startswith(PREFIX):
        await application(scope, receive, send)
    else:
        await send({"type": "http.response.start", "status": 404, "headers": [], "trailers": False})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _lifespan(receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Live until the server has ended."""
    await receive()
    _let_streams_go_when_asked_to_end()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


def _let_streams_go_when_asked_to_end() -> None:
    """End streams as soon as the signal comes: the server waits for every request before it says so itself.

    It hears of the signal as before, through the loop, which is woken beside the handler.
    """
    loop, streams_here = asyncio.get_running_loop(), hub.here()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(streams_here.end))
        signal.siginterrupt(number, False)  # noqa: FBT003 # the name of the argument is not public
