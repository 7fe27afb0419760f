"""The papers of a workshop, for those who run it."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from reports import sending, workshop_papers
from workshops.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponseBase

    from reports.downloads import Download
    from workshops.models import Workshop
    from workshops.querysets import WorkshopQuerySet


class Giver(Protocol):
    """What makes one paper of a workshop, or refuses."""

    def __call__(self, of: Workshop, *, visitor: str, at: datetime) -> Download: ...


@require_GET
@organisation_access(Permission.RUN_ASSESSMENTS)  # type: ignore[arg-type]  # a file is a response too
def kit(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponseBase:
    """Send the facilitator's kit."""
    del organisation_id  # checked by the decorator
    return _paper(request, workshop, workshop_papers.kit_of)


@require_GET
@organisation_access(Permission.RUN_ASSESSMENTS)  # type: ignore[arg-type]  # a file is a response too
def sheet(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponseBase:
    """Send the sheet for those who vote on paper."""
    del organisation_id  # checked by the decorator
    return _paper(request, workshop, workshop_papers.sheet_of)


@require_GET
@organisation_access(Permission.RUN_ASSESSMENTS)  # type: ignore[arg-type]  # a file is a response too
def poster(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponseBase:
    """Send the poster at the door."""
    del organisation_id  # checked by the decorator
    return _paper(request, workshop, workshop_papers.poster_of)


@require_GET
@organisation_access(Permission.VIEW_RESULTS)  # type: ignore[arg-type]  # a file is a response too
def minutes(request: OrganisationRequest, organisation_id: UUID, workshop: UUID) -> HttpResponseBase:
    """Send the minutes of a workshop that has ended; before there are none."""
    del organisation_id  # checked by the decorator
    ended = request.organisation.workshops.with_kit().ended().exclude(stored_outcome=None)
    return _paper(request, workshop, workshop_papers.minutes_of, among=ended.select_related("stored_outcome"))


def _paper(
    request: OrganisationRequest, key: UUID, give: Giver, *, among: WorkshopQuerySet | None = None
) -> HttpResponseBase:
    planned = request.organisation.workshops.with_kit() if among is None else among
    workshop = get_object_or_404(planned, pk=key)
    ask = partial(give, workshop, visitor=f"user {request.user.pk}", at=timezone.now())
    try:
        return sending.give(request, ask, back=workshop.get_absolute_url())
    except Refusal as refusal:
        context = {"workshop": workshop, "refusal": refusal}
        page = render(request, "reports/no_paper.html", context, status=HTTPStatus.CONFLICT)
        page.headers["Cache-Control"] = "no-store"
        return page
