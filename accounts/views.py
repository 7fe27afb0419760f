"""The organisations that one belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import selectors
from accounts.access import MemberRequest, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse


@signed_in
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """List the organisations that the person belongs to, or those of them whose names were searched for."""
    search = request.GET.get("search", "").replace("\x00", "").strip()
    memberships = selectors.own(request.user, at=timezone.now(), search=search)
    return render(request, "accounts/home.html", {"memberships": memberships, "search": search})
