"""Send what changes in a room to one browser, as long as it listens: the only asynchronous view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from accounts.access import public
from workshops import hub, tickets

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

RETRY_AFTER_SECONDS = 30


class Stream(StreamingHttpResponse):
    """A stream of events, which has to be left however far it was read."""

    def __init__(self, events: AsyncGenerator[bytes], **kwargs: Any) -> None:
        super().__init__(events, content_type="text/event-stream", **kwargs)
        self._events = events

    async def leave(self) -> None:
        """Listen no longer; one that has come to its end is left already."""
        await self._events.aclose()


@public
@require_GET
async def stream(request: HttpRequest, ticket: str) -> HttpResponseBase:
    """Relay one face of a room to whoever holds a ticket; the page asks for its state where it cannot."""
    held = tickets.read(ticket)
    if held is None:
        raise Http404
    if not isinstance(request, ASGIRequest) or hub.here().full(held.workshop_id):
        return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    # What the page was drawn with counts the first time only: a browser that comes back says what it has.
    returned = request.headers.get("Last-Event-ID", "")
    events = hub.here().events(
        held,
        seen_id=returned or request.GET.get("id", ""),
        seen_key="" if returned else request.GET.get("key", ""),
        session=request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""),
    )
    return Stream(events, headers={"Cache-Control": "no-store, private", "X-Accel-Buffering": "no"})
