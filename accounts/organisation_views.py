"""Make an organisation, change its settings, hand it over, delete it, and read what happened in it."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import organisations, refusals, selectors, throttle
from accounts.access import (
    MemberRequest,
    OrganisationRequest,
    organisation_access,
    proved_again,
    public,
    signed_in,
)
from accounts.models import Logo
from accounts.organisation_forms import CreateForm, DeleteForm, SettingsForm
from accounts.roles import Permission

if TYPE_CHECKING:
    from django.http import HttpRequest

A_YEAR = 31_536_000
# Each may send its mail of a day, so that nobody makes them by the hundred.
MADE = throttle.Rate(times=20, per=timedelta(days=1))


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest) -> HttpResponse:
    """Make an organisation of one's own."""
    form = CreateForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        at = now()
        try:
            throttle.take(scope="make an organisation", subject=str(request.user.pk), rate=MADE, at=at)
        except throttle.TooMany:
            form.add_error(None, _("You have made very many organisations today. Please go on tomorrow."))
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            organisation = organisations.create_organisation(**form.cleaned_data, by=request.user, at=at)
            return redirect("assessments:rounds", organisation.pk)
    return render(request, "accounts/organisation/create.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.CHANGE_SETTINGS)
def settings(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Show the settings, and change them."""
    typed = request.POST if request.method == "POST" else None
    form = SettingsForm.of(request.organisation, typed)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/organisation/settings.html", {"form": form}, status=status)
    organisations.change_settings(
        organisation=request.organisation, values=form.cleaned_data, by=request.user
    )
    messages.success(request, _("The settings are saved."))
    return redirect("organisations:settings", organisation_id)


@public  # mails and shared results show it to people without an account; nobody guesses this address
@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def logo(request: HttpRequest, organisation_id: UUID, checksum: str) -> HttpResponse:
    """Return the picture; another picture has another address."""
    del request  # the same for everybody
    found = Logo.objects.of(organisation_id, checksum=checksum).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.png), content_type="image/png")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.DELETE_ORGANISATION)
@proved_again
def delete(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Delete the organisation once its name was typed."""
    del organisation_id  # checked by the decorator
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            organisations.delete_organisation(
                organisation=request.organisation, typed=form.cleaned_data["name"]
            )
        except refusals.AnotherName as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The organisation is deleted, and everything in it."))
            return redirect("accounts:home")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/organisation/delete.html", {"form": form}, status=status)


@never_cache
@require_safe
@organisation_access(Permission.READ_AUDIT)
def audit(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Show what was done, by whom and when; never an answer."""
    del organisation_id  # checked by the decorator
    asked = {name: request.GET.get(name, "").replace("\x00", "") for name in ("action", "person")}
    trail = selectors.audit_trail(request.organisation, **asked, page=request.GET.get("page", ""))
    return render(request, "accounts/organisation/audit.html", {"trail": trail, **asked})
