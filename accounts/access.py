"""Decorators that say who may open a view; every view carries exactly one of the product's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import now

from accounts import redirects, roles

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import Membership, Organisation, User

P = ParamSpec("P")
Inner = TypeVar("Inner", bound=Callable[..., HttpResponse])
Marked = TypeVar("Marked", bound=Callable[..., object])
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class MemberRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: User  # narrower than Django's: the decorator sent strangers away


class OrganisationRequest(MemberRequest):
    """A request within one organisation, by a member with the permission asked for."""

    organisation: Organisation
    membership: Membership


def marked(view: Callable[..., Any], access: str) -> Callable[..., Any]:
    """Mark a view with who may open it; a test refuses views without a mark."""
    view.access = access  # type: ignore[attr-defined]  # functions take attributes
    return view


def public(view: Marked) -> Marked:
    """Let anybody in, on purpose."""
    marked(view, "public")
    return view


def signed_in(view: Callable[Concatenate[MemberRequest, P], HttpResponse]) -> View[P]:
    """Let in whoever is signed in; others sign in first."""
    return marked(_after_sign_in(view), "signed in")


def _after_sign_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let strangers sign in first; a button they pressed is not pressed for them afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(redirects.back_to(request))

    return guarded


def proved_again(view: Inner) -> Inner:
    """Ask who it is once more, where that was said long ago; stands inside the access decorator."""
    guarded: Inner = reauthentication_required(app="allauth.account")(view)
    return guarded


def in_zone_of(organisation: Organisation) -> timezone.override:
    """Show times, and read those typed in, in the organisation's time zone while the block lasts."""
    return timezone.override(ZoneInfo(organisation.time_zone))


def organisation_access(
    permission: roles.Permission,
) -> Callable[
    [Callable[Concatenate[OrganisationRequest, UUID, P], HttpResponse]], Callable[..., HttpResponse]
]:
    """Let in members whose role carries the permission; to others the organisation does not exist."""

    def decorate(
        view: Callable[Concatenate[OrganisationRequest, UUID, P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(
            request: OrganisationRequest, organisation_id: UUID, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            membership = (
                request.user.memberships.current(now())
                .with_organisation()
                .filter(organisation_id=organisation_id)
                .first()
            )
            if membership is None or not roles.grants(membership.role, permission):
                raise Http404
            request.membership, request.organisation = membership, membership.organisation
            with in_zone_of(membership.organisation):
                return view(request, organisation_id, *args, **kwargs)

        return marked(_after_sign_in(guarded), f"organisation: {permission}")

    return decorate
