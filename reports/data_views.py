"""An organisation's data, for its owners: take it along, or have one person forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import OrganisationRequest, organisation_access, proved_again
from accounts.roles import Permission
from assessments import erasure
from assessments.models import Export
from reports import cache, exports
from reports.forms import ErasureForm

if TYPE_CHECKING:
    from assessments.erasure import Erased


@organisation_access(Permission.EXPORT_DATA)
@never_cache
@require_safe
def data(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Show the files made so far, and how to have somebody forgotten."""
    del organisation_id  # checked by the decorator
    return _page(request, ErasureForm())


@organisation_access(Permission.EXPORT_DATA)
@require_POST
@proved_again
def export(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Ask for a file with everything."""
    exports.ask(organisation=request.organisation, by=request.user, at=now())
    messages.success(request, _("The file is being made. It stays here for seven days."))
    return redirect("reports:data", organisation_id)


@organisation_access(Permission.EXPORT_DATA)
@never_cache
@require_safe
@proved_again
def download(request: OrganisationRequest, organisation_id: UUID, export: UUID) -> HttpResponse:
    """Give out a file that is ready."""
    del organisation_id  # checked by the decorator
    ready = request.organisation.exports.filter(state=Export.State.READY)
    file = get_object_or_404(ready, pk=export)
    page = HttpResponse(bytes(file.content or b""), content_type="application/zip")
    page.headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    return page


@organisation_access(Permission.EXPORT_DATA)
@require_POST
@proved_again
def erase(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Forget one person, by their address."""
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        erased = erasure.erase(
            organisation=request.organisation, email=form.cleaned_data["email"], by=request.user, at=now()
        )
    except erasure.NobodyThere as refusal:
        form.add_error("email", str(refusal))
        return _page(request, form, status=422)
    cache.forget()  # documents may hold what the person wrote
    messages.success(request, _told(erased))
    return redirect("reports:data", organisation_id)


def _page(request: OrganisationRequest, form: ErasureForm, *, status: int = 200) -> HttpResponse:
    context = {"exports": exports.recent(request.organisation), "form": form}
    return render(request, "reports/data.html", context, status=status)


def _told(erased: Erased) -> str:
    words = ngettext(
        "The person was taken out of %(rounds)d round.",
        "The person was taken out of %(rounds)d rounds.",
        erased.rounds,
    )
    return words % {"rounds": erased.rounds}
