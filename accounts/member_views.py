"""Members of an organisation: invite, join, change, remove, leave, hand over."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import members as membership_rules
from accounts import refusals, selectors, throttle
from accounts.access import OrganisationRequest, organisation_access, proved_again, public
from accounts.organisation_forms import ExpiryForm, InviteForm, RoleForm, TransferForm
from accounts.roles import Permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import MemberInvitation, Membership

INVITATIONS = throttle.Rate(times=50, per=timedelta(hours=1))
FOLLOWED = "member invitation"


@never_cache
@require_safe
@organisation_access(Permission.MANAGE_MEMBERS)
def members(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """List members and invitations, and offer to invite."""
    del organisation_id  # checked by the decorator
    return _members_page(request, InviteForm())


@require_POST
@organisation_access(Permission.MANAGE_MEMBERS)
def invite(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Invite somebody, and mail the link where mail is set up."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _members_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    at = now()
    try:
        throttle.take(scope="invite a member", subject=str(organisation_id), rate=INVITATIONS, at=at)
        invitation = membership_rules.invite(
            organisation=request.organisation, **form.cleaned_data, by=request.user, at=at
        )
    except throttle.TooMany as refusal:
        return _too_many(request, form, refusal.retry_after_seconds)
    except refusals.OwnersStay as refusal:
        form.add_error("until", str(refusal))
        return _members_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except refusals.AlreadyMember as refusal:
        form.add_error("email", str(refusal))
        return _members_page(request, form, status=HTTPStatus.CONFLICT)
    messages.success(request, _carried(invitation))
    return redirect("organisations:members", organisation_id)


@require_POST
@organisation_access(Permission.MANAGE_MEMBERS)
def withdraw(request: OrganisationRequest, organisation_id: UUID, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(request.organisation.member_invitations, pk=invitation)
    membership_rules.withdraw(invitation=found, by=request.user)
    messages.success(request, _("The invitation is withdrawn; its link leads nowhere now."))
    return redirect("organisations:members", organisation_id)


@never_cache
@require_safe
@organisation_access(Permission.MANAGE_MEMBERS)
def member(request: OrganisationRequest, organisation_id: UUID, member: int) -> HttpResponse:
    """Show one member, and what can be changed."""
    del organisation_id  # checked by the decorator
    return _member_page(request, _member(request, member))


@require_POST
@organisation_access(Permission.MANAGE_MEMBERS)
def change_role(request: OrganisationRequest, organisation_id: UUID, member: int) -> HttpResponse:
    """Give a member another role."""
    found = _member(request, member)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _member_page(request, found, role=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        membership_rules.change_role(membership=found, role=form.cleaned_data["role"], by=request.user)
    except refusals.Refusal as refusal:
        form.add_error("role", str(refusal))
        return _member_page(request, found, role=form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The role is changed."))
    return _back(request, organisation_id, found)


@require_POST
@organisation_access(Permission.MANAGE_MEMBERS)
def set_expiry(request: OrganisationRequest, organisation_id: UUID, member: int) -> HttpResponse:
    """Say until when a member has access."""
    found = _member(request, member)
    form = ExpiryForm(request.POST)
    if not form.is_valid():
        return _member_page(request, found, expiry=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        membership_rules.set_expiry(membership=found, until=form.cleaned_data["until"], by=request.user)
    except refusals.Refusal as refusal:
        form.add_error("until", str(refusal))
        return _member_page(request, found, expiry=form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The last day of access is changed."))
    return redirect("organisations:members", organisation_id)


@require_POST
@organisation_access(Permission.MANAGE_MEMBERS)
def remove(request: OrganisationRequest, organisation_id: UUID, member: int) -> HttpResponse:
    """End somebody's membership."""
    found = _member(request, member)
    try:
        membership_rules.remove(membership=found, by=request.user)
    except refusals.Refusal as refusal:
        return _member_page(request, found, refusal=refusal, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The member is removed."))
    return _back(request, organisation_id, found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.VIEW_RESULTS)
def leave(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """End one's own membership after confirming it."""
    del organisation_id  # checked by the decorator
    page: dict[str, object] = {}
    if request.method == "POST":
        try:
            membership_rules.remove(membership=request.membership, by=request.user)
        except refusals.Refusal as refusal:
            page = {"refusal": refusal}
        else:
            messages.success(request, _("You have left the organisation."))
            return redirect("accounts:home")
    return render(request, "accounts/organisation/leave.html", page, status=409 if page else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.DELETE_ORGANISATION)
@proved_again
def transfer(request: OrganisationRequest, organisation_id: UUID) -> HttpResponse:
    """Hand the organisation over to another member."""
    del organisation_id  # checked by the decorator
    at = now()
    typed = request.POST if request.method == "POST" else None
    form = TransferForm(typed, organisation=request.organisation, by=request.user, at=at)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            membership_rules.transfer_ownership(to=form.cleaned_data["to"], by=request.user, at=at)
        except refusals.Refusal as refusal:
            form.add_error("to", str(refusal))
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("The organisation has a new owner. You are a facilitator now."))
            return redirect("assessments:rounds", request.organisation.pk)
    return render(request, "accounts/organisation/transfer.html", {"form": form}, status=status)


@public
@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link of an invitation for a place in the session and a clean address; uses nothing up."""
    invitation = membership_rules.followed(token, at=now())
    if invitation is None:
        return _no_invitation(request)
    request.session[FOLLOWED] = str(invitation.pk)
    return redirect("organisations:join")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Show an invitation whose link was followed, and take it up by whoever is signed in."""
    at, held = now(), request.session.get(FOLLOWED)
    invitation = membership_rules.held(UUID(held), at=at) if held else None
    if invitation is None:
        return _no_invitation(request)
    page: dict[str, object] = {"invitation": invitation}
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        try:
            membership = membership_rules.take_up(invitation_id=invitation.pk, by=request.user, at=at)
        except refusals.InvitationGone:
            return _no_invitation(request)
        except refusals.AlreadyMember:
            page["already"] = True
        else:
            del request.session[FOLLOWED]
            return redirect("assessments:rounds", membership.organisation_id)
    status = HTTPStatus.CONFLICT if "already" in page else HTTPStatus.OK
    return render(request, "accounts/organisation/join.html", page, status=status)


def _no_invitation(request: HttpRequest) -> HttpResponse:
    """Say the same of links that are wrong, used, replaced, withdrawn or too old."""
    return render(request, "accounts/organisation/no_invitation.html", status=HTTPStatus.NOT_FOUND)


def _member(request: OrganisationRequest, pk: int) -> Membership:
    found: Membership = get_object_or_404(request.organisation.memberships.select_related("user"), pk=pk)
    return found


def _back(request: OrganisationRequest, organisation_id: UUID, changed: Membership) -> HttpResponse:
    """Go back to the list, or home for somebody who may not see it any more."""
    if changed.user_id == request.user.pk:
        return redirect("accounts:home")
    return redirect("organisations:members", organisation_id)


def _carried(invitation: MemberInvitation) -> str:
    """Hand the invitation to the mail, and say what became of it."""
    carry: Callable[..., bool] = import_string(settings.MEMBER_INVITATION_CARRIER)
    if carry(invitation=invitation, at=now()):
        return _("The invitation is on its way. You can also hand over its link below.")
    return _("The invitation is made. Copy its link below and hand it over.")


def _too_many(request: OrganisationRequest, form: InviteForm, seconds: int) -> HttpResponse:
    minutes = math.ceil(seconds / 60)
    words = ngettext(
        "Very many have been invited within an hour. Please try again in about %(minutes)s minute.",
        "Very many have been invited within an hour. Please try again in about %(minutes)s minutes.",
        minutes,
    )
    form.add_error(None, words % {"minutes": minutes})
    page = _members_page(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    page.headers["Retry-After"] = str(seconds)
    return page


def _members_page(request: OrganisationRequest, form: InviteForm, *, status: int = 200) -> HttpResponse:
    at = now()
    page = {
        "form": form,
        "members": selectors.members(request.organisation, reader=request.user, at=at),
        "invitations": selectors.invitations(request.organisation, at=at),
    }
    return render(request, "accounts/organisation/members.html", page, status=status)


def _member_page(
    request: OrganisationRequest,
    found: Membership,
    *,
    role: RoleForm | None = None,
    expiry: ExpiryForm | None = None,
    refusal: refusals.Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "member": selectors.member_row(found, reader=request.user, at=now()),
        "role_form": role or RoleForm(initial={"role": found.role}),
        "expiry_form": expiry or ExpiryForm(initial={"until": selectors.last_day(found.expires_at)}),
        "refusal": refusal,
    }
    return render(request, "accounts/organisation/member.html", page, status=status)
