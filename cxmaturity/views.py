"""Pages for errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render

from accounts.access import public

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a refused form without losing what was typed."""
    del reason  # technical; of no use to the reader
    return render(request, "403_csrf.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, without reading what was posted: it may not be readable."""
    del exception  # names addresses; of no use to the reader
    return render(request, "404.html", status=404)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what cannot be read, and where it was only too much, that it was too much."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)
