"""The mail of an organisation, for its members; and the page where anybody asks for no more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as notices
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import OrganisationRequest, organisation_access, public
from accounts.roles import Permission
from mailing import folder, outbox, refusals, selectors, unsubscribing
from mailing import suppressions as listing
from mailing.forms import AddressForm
from mailing.models import Message, Suppression

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@organisation_access(Permission.MANAGE_MAIL)
def messages(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """List the organisation's messages, newest first, with what became of each."""
    del organisation_id  # checked by the decorator
    state = request.GET.get("state", "")
    page = {
        "progress": selectors.progress(request.organisation),
        "page": selectors.log(request.organisation, state=state, page=request.GET.get("page", "")),
        "state": state,
        "mail_is_sent": settings.MAIL_IS_SENT,
    }
    return render(request, "mailing/messages.html", page)


@never_cache
@require_safe
@organisation_access(Permission.MANAGE_MAIL)
def progress(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Return the part of the list's page that says how far the mail is."""
    del organisation_id  # checked by the decorator
    page = {
        "progress": selectors.progress(request.organisation),
        "state": request.GET.get("state", ""),
        "mail_is_sent": settings.MAIL_IS_SENT,
        "is_fresh": True,  # fresher than the list below it
    }
    return render(request, "mailing/_progress.html", page)


@require_safe
@organisation_access(Permission.MANAGE_MAIL)
def message(request: OrganisationRequest, organisation_id: UUID, message: UUID) -> HttpResponse:
    """Show one message, with its text where it was written to the folder."""
    del organisation_id  # checked by the decorator
    found = get_object_or_404(request.organisation.mail, pk=message)
    return render(request, "mailing/message.html", _of(found))


@require_POST
@organisation_access(Permission.MANAGE_MAIL)
def send_again(request: OrganisationRequest, organisation_id: UUID, message: UUID) -> HttpResponse:
    """Queue a failed or doubtful message anew."""
    found = get_object_or_404(request.organisation.mail, pk=message)
    try:
        outbox.send_again(message=found, by=request.user, at=now())
    except refusals.Refusal as refusal:
        page = {**_of(found), "refusal": str(refusal)}
        return render(request, "mailing/message.html", page, status=409)
    notices.success(
        request,
        _("The message is on its way again.")
        if settings.MAIL_IS_SENT
        else _("The message is being written again."),
    )
    return redirect("mailing:messages", organisation_id)


@require_safe
@organisation_access(Permission.MANAGE_MAIL)
def suppressions(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Say how many addresses get no mail, and let members add and remove one."""
    del organisation_id  # checked by the decorator
    return _list(request)


@require_POST
@organisation_access(Permission.MANAGE_MAIL)
def suppress(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Put an address on the list."""
    form = AddressForm(request.POST, prefix="add")
    if not form.is_valid():
        return _list(request, add=form)
    listing.add(
        organisation=request.organisation,
        address=form.cleaned_data["address"],
        reason=Suppression.Reason.ADDED,
        at=now(),
        by=request.user,
    )
    notices.success(request, _("This address gets no more mail of yours."))
    return redirect("mailing:suppressions", organisation_id)


@require_POST
@organisation_access(Permission.MANAGE_MAIL)
def allow(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Take an address off the list."""
    form = AddressForm(request.POST, prefix="remove")
    if form.is_valid():
        address = form.cleaned_data["address"]
        try:
            listing.remove(organisation=request.organisation, address=address, by=request.user)
        except refusals.NotOnTheList as refusal:
            form.add_error("address", str(refusal))
    if form.errors:
        return _list(request, remove=form)
    notices.success(request, _("This address gets mail again."))
    return redirect("mailing:suppressions", organisation_id)


@public
@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Let the owner of an address end an organisation's mail; looking changes nothing."""
    link = unsubscribing.read(token)
    if link is None:
        raise Http404
    organisation, key = link
    if request.method == "POST":
        unsubscribing.stop(organisation=organisation, key=key, at=now())
    page = {"organisation": organisation, "done": request.method == "POST"}
    return render(request, "mailing/stop.html", page)


def _of(message: Message) -> dict[str, Any]:
    text = folder.text_of(message.pk) if message.is_kept else None
    return {"message": message, "text": text, "mail_is_sent": settings.MAIL_IS_SENT}


def _list(
    request: OrganisationRequest, *, add: AddressForm | None = None, remove: AddressForm | None = None
) -> HttpResponse:
    page = {
        "reasons": selectors.suppressed(request.organisation),
        "add": add or AddressForm(prefix="add"),
        "remove": remove or AddressForm(prefix="remove"),
    }
    return render(request, "mailing/suppressions.html", page, status=422 if add or remove else 200)
