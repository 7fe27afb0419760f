"""A whole report in the look that an owner tries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import branding
from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from reports import branded, formats, sending

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from assessments.models import Assessment


@never_cache
@require_safe
@organisation_access(Permission.CHANGE_SETTINGS)  # type: ignore[arg-type]  # a later page is a response too
def report(request: OrganisationRequest, organisation_id: UUID) -> HttpResponseBase:
    """Show the report of the round that closed last as it would look."""
    closed = branded.latest(request.organisation)
    if closed is None:
        raise Http404
    back = reverse("organisations:branding", args=[organisation_id])
    return sending.now_or_later(request, partial(_shown, request, closed), back=back)


def _shown(request: OrganisationRequest, assessment: Assessment) -> HttpResponse:
    shown = branding.read(request.organisation).shown
    content = branded.pdf_of(assessment, shown, visitor=f"user {request.user.pk}", at=now())
    return HttpResponse(
        content,
        content_type=formats.PDF.content_type,
        headers={"Content-Disposition": 'inline; filename="preview.pdf"'},
    )
