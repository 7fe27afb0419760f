"""Try how documents look, and use what pleases; for owners."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import branding, colours, refusals, selectors
from accounts.access import OrganisationRequest, organisation_access
from accounts.branding_forms import BrandingForm
from accounts.roles import Permission

if TYPE_CHECKING:
    from accounts.branding import Looks


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.CHANGE_SETTINGS)
def look(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Show how documents look, and keep another look as a draft to preview it."""
    if request.method != "POST":
        return _page(request)
    form = BrandingForm(request.POST, request.FILES)
    if not form.is_valid():
        _keep_picture(request, form)
        return _page(request, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        looks = _try(request, form)
    except refusals.LookChanged as refusal:
        form.add_error(None, str(refusal))
        if form.picture:
            form.add_error("logo", _("Choose the picture again: the browser has let go of it."))
        return _page(request, form=form, status=HTTPStatus.CONFLICT)
    messages.success(request, _kept_words(looks))
    return redirect(f"{reverse('organisations:branding', args=[organisation_id])}#preview")


@require_POST
@organisation_access(Permission.CHANGE_SETTINGS)
def use(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Make the draft the look of all documents."""
    seen = request.POST.get("seen", "")
    try:
        branding.use_look(organisation=request.organisation, seen=seen, by=request.user)
    except (refusals.LookChanged, refusals.NothingTried) as refusal:
        return _page(request, refusal=str(refusal), status=HTTPStatus.CONFLICT)
    messages.success(request, _("The look is in use. Documents that were approved keep theirs."))
    return redirect("organisations:branding", organisation_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.CHANGE_SETTINGS)
def throw_away(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Forget the draft, once that was confirmed."""
    if request.method == "POST":
        branding.throw_away(organisation=request.organisation, by=request.user)
        messages.success(request, _("The draft is thrown away. Documents look as before."))
        return redirect("organisations:branding", organisation_id)
    looks = branding.read(request.organisation)
    if looks.tried is None:
        return redirect("organisations:branding", organisation_id)
    page = {"changed": looks.tried.differs_from(looks.used)}
    return render(request, "accounts/organisation/branding/throw_away.html", page)


@never_cache
@require_safe
@organisation_access(Permission.CHANGE_SETTINGS)
def tried_logo(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Return the logo that the preview shows."""
    del organisation_id  # checked by the decorator
    picture = branding.read(request.organisation).shown.logo
    if picture is None:
        raise Http404
    return HttpResponse(picture.png, content_type="image/png")


def _try(request: OrganisationRequest, form: BrandingForm) -> Looks:
    return branding.try_look(
        organisation=request.organisation,
        values=form.texts,
        logo=form.picture,
        without_logo=form.cleaned_data.get("without_logo", False),
        seen=request.POST.get("seen", ""),
        at=now(),
    )


def _keep_picture(request: OrganisationRequest, form: BrandingForm) -> None:
    """Keep a picture although something else is wrong: a browser does not send it again."""
    if form.picture and "without_logo" not in form.errors:
        with suppress(refusals.LookChanged):
            _try(request, form)


def _kept_words(looks: Looks) -> str:
    if looks.tried is None:
        return _("This is the look in use; there is nothing to try.")
    return _("The draft is kept. Below is how documents would look.")


def _page(
    request: OrganisationRequest, *, status: int = 200, form: BrandingForm | None = None, refusal: str = ""
) -> HttpResponse:
    looks = branding.read(request.organisation)
    page = {
        "form": form or BrandingForm.showing(looks),
        "looks": looks,
        "refusal": refusal,
        "ink": looks.shown.colour or colours.INK,
        "degree_like": colours.degree_like(looks.shown.colour) if looks.shown.colour else None,
        "closed": selectors.has_closed_round(request.organisation),
        "today": request.organisation.day_of(now()),
    }
    return render(request, "accounts/organisation/branding/page.html", page, status=status)
