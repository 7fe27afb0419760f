"""The organisations that one belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, signed_in
from accounts.models import Organisation

if TYPE_CHECKING:
    from django.http import HttpResponse


@signed_in
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """List the organisations that the person belongs to."""
    organisations = Organisation.objects.of(request.user, timezone.now()).order_by("name", "pk")
    return render(request, "accounts/home.html", {"organisations": organisations})
