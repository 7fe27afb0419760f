"""The rounds of an organisation, for its members."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import selectors

if TYPE_CHECKING:
    from django.http import HttpResponse


@require_safe
@organisation_access(Permission.VIEW_RESULTS)
def rounds(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """List the organisation's rounds, latest first, with the way to each result."""
    del organisation_id  # checked by the decorator
    return render(
        request,
        "assessments/rounds.html",
        {"organisation": request.organisation, "rounds": selectors.rounds(request.organisation)},
    )
