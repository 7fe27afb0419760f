"""Where a page may send somebody on to: a path of our own, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest

FIELD = "next"


def is_ours(target: str) -> bool:
    """Say whether a target is a path on this host, however it is disguised."""
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)


def wanted(request: HttpRequest) -> str:
    """Return the page asked for, empty if none was or if it is not ours."""
    target = request.POST.get(FIELD, request.GET.get(FIELD, ""))
    return target if is_ours(target) else ""


def back_to(request: HttpRequest) -> str:
    """Return the page to show after signing in: the one asked for, or the one on which a button was pressed."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    site, came_from = f"{request.scheme}://{request.get_host()}/", request.headers.get("Referer", "")
    target = f"/{came_from.removeprefix(site)}"
    ours = came_from.startswith(site) and is_ours(target)
    return target if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def after_sign_in(target: str) -> str:
    """Return where to go after signing in: by way of the page that takes up what the browser holds."""
    first = resolve_url(settings.LOGIN_REDIRECT_URL)
    if not is_ours(target) or target == first or target.startswith(f"{first}?"):
        return first
    return f"{first}?{urlencode({FIELD: target})}"
