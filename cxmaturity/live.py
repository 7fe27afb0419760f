"""What stands around a stream: of the middleware only what adds headers, and no thread of its own.

Django's handler gives every request a thread for synchronous code, kept as long as the request lives: a
thousand streams would keep a thousand threads. Nothing here asks the database or a session; a ticket says by
itself what its holder may see. Whatever has no genuine ticket is answered by the pages, like any address.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.urls import resolve

from cxmaturity import csp, headers
from workshops import tickets
from workshops.stream import Stream

if TYPE_CHECKING:
    from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope
    from django.http.response import HttpResponseBase

PREFIX = "/live/"
# A browser that takes nothing for so long has gone without a word, or means no good; one that has not, comes back.
PATIENCE_SECONDS = 60.0
# Each takes what responds and returns what responds with more headers.
_AROUND: tuple[Callable[[Any], Any], ...] = (
    csp.middleware,
    SecurityMiddleware,
    headers.security_headers,
)


def leads_to_stream(scope: HTTPScope) -> bool:
    """Say whether a request comes with a ticket for a stream."""
    before, prefix, ticket = scope["path"].partition(PREFIX)
    found = scope["method"] == "GET" and bool(prefix) and not before and ticket.endswith("/")
    return found and tickets.read(ticket.removesuffix("/")) is not None


@dataclass(slots=True)
class Line:
    """The way to one browser, and since when a word waits there to be taken.

    One look in half a minute instead of a timer for every word: a room tells a thousand browsers at once.
    """

    send: ASGISendCallable
    waits_since: float | None = None

    async def say(self, word: bytes, *, more: bool = True) -> None:
        """Send one word of an answer, the last one without more to come."""
        self.waits_since = asyncio.get_running_loop().time()
        await self.send({"type": "http.response.body", "body": word, "more_body": more})
        self.waits_since = None

    def dead(self) -> bool:
        """Say whether nobody takes what is sent."""
        now = asyncio.get_running_loop().time()
        return self.waits_since is not None and now - self.waits_since >= PATIENCE_SECONDS


async def streams(scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Answer one request for a stream, until the stream ends or the visitor leaves."""
    response = await _answered(ASGIRequest(dict(scope), io.BytesIO()))
    await send(
        {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in response.items()],
            "trailers": False,
        }
    )
    line = Line(send)
    both = asyncio.create_task(_send(response, line)), asyncio.create_task(_left(receive))
    while not line.dead():
        done, _waiting = await asyncio.wait(
            both, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE_SECONDS / 2
        )
        if done:
            break
    for task in both:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _answered(request: ASGIRequest) -> HttpResponseBase:
    """Return the view's response as it leaves the middleware that adds headers."""
    response = await _viewed(request)

    def respond(_request: HttpRequest) -> HttpResponseBase:
        return response

    dressed: Any = respond
    for middleware in _AROUND:
        dressed = middleware(dressed)
    return cast("HttpResponseBase", dressed(request))


async def _view(request: HttpRequest) -> HttpResponseBase:
    request.get_host()  # or refuse
    request.resolver_match = resolve(request.path_info)
    view, arguments, named = request.resolver_match
    return cast("HttpResponseBase", await view(request, *arguments, **named))


_viewed = cast("Callable[[HttpRequest], Awaitable[HttpResponseBase]]", convert_exception_to_response(_view))


async def _send(response: HttpResponseBase, line: Line) -> None:
    if isinstance(response, Stream):
        try:
            async for word in response:
                await line.say(word)
        finally:
            await response.leave()
    last = response.content if isinstance(response, HttpResponse) else b""
    await line.say(last, more=False)


async def _left(receive: ASGIReceiveCallable) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
