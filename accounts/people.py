"""What one person may do with their own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership, Organisation, User
from accounts.refusals import SoleOwner


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey as its owner knows it."""

    pk: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser in which somebody is signed in."""

    pk: int
    browser: str
    since: datetime
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that the account page shows."""

    passkeys: tuple[Passkey, ...]
    app_since: datetime | None
    has_codes: bool
    sessions: tuple[SignedIn, ...]


def account(user: User, *, session_key: str | None) -> Account:
    """Return what there is about a person's ways to sign in, in two queries."""
    found = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    kinds = {authenticator.type: authenticator for authenticator in found}
    app = kinds.get(Authenticator.Type.TOTP)
    return Account(
        passkeys=tuple(
            Passkey(key.pk, key.wrap().name, key.created_at, key.last_used_at)
            for key in found
            if key.type == Authenticator.Type.WEBAUTHN
        ),
        app_since=app.created_at if app else None,
        has_codes=Authenticator.Type.RECOVERY_CODES in kinds,
        sessions=tuple(
            SignedIn(
                session.pk,
                browser_name(session.user_agent),
                session.created_at,
                "" if session.ip == "0.0.0.0" else session.ip,  # noqa: S104 # "not known", see the adapter
                session.session_key == session_key,
            )
            for session in sessions(user).order_by("-created_at", "pk")
        ),
    )


def sessions(user: User) -> QuerySet[UserSession]:
    """Return the browsers in which a person is signed in now."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now())
    found: QuerySet[UserSession] = UserSession.objects.filter(Exists(alive), user=user)
    return found


@transaction.atomic
def rename(*, user: User, name: str) -> None:
    """Say how somebody is called."""
    user.name = name
    user.save(update_fields=["name"])


@transaction.atomic
def vouch_for_address(*, user: User) -> None:
    """Take an address as verified because the operator says so."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def drop_second_steps(*, user: User) -> None:
    """Remove every passkey, app and recovery code of somebody who has lost them."""
    Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def end_session(*, session: UserSession) -> None:
    """Sign a browser out; it is a stranger's from its next request on."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()


@transaction.atomic
def end_sessions(*, user: User, but: str | None) -> None:
    """Sign a person out of every browser but one."""
    others = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
    others.delete()


@transaction.atomic
def forget_ended_sessions() -> int:
    """Delete what is known about browsers that are not signed in any more; return how many they were."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now())
    count, _kinds = UserSession.objects.exclude(Exists(alive)).delete()
    return int(count)


@transaction.atomic
def delete_account(*, user: User) -> None:
    """Delete a person; refused while an organisation would be left without an owner."""
    memberships = user.memberships.select_related("organisation")
    # In one order for everybody, so that two owners who leave at once do not both find the other still there.
    organisations = list(
        Organisation.objects.select_for_update()
        .filter(pk__in=memberships.values("organisation"))
        .order_by("pk")
    )
    owners = Membership.objects.filter(role=Membership.Role.OWNER).exclude(user=user)
    owned_by_others = set(
        owners.filter(organisation__in=organisations).values_list("organisation_id", flat=True)
    )
    owned = set(memberships.filter(role=Membership.Role.OWNER).values_list("organisation_id", flat=True))
    alone = [one for one in organisations if one.pk in owned - owned_by_others]
    if alone:
        raise SoleOwner(alone)
    for organisation in organisations:
        audit.record(organisation=organisation, action="member deleted their account", subject=user.pk)
    end_sessions(user=user, but=None)
    user.delete()


def reset_address(key: str) -> str:
    """Return the link that sets a new password; `key` is what allauth made for it."""
    person, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": person, "key": token})
    return f"{settings.BASE_URL}{path}"


def reset_link(user: User) -> str:
    """Return a new link that sets a person's password, for an operator to hand over."""
    return reset_address(f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}")


def browser_name(user_agent: str) -> str:
    """Return a browser and its system as people call them."""
    browsers = {
        "Edg/": "Edge",
        "OPR/": "Opera",
        "Firefox/": "Firefox",
        "Chrome/": "Chrome",
        "Safari/": "Safari",
    }
    systems = {
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Android": "Android",
        "Windows": "Windows",
        "Mac OS": "Mac",
        "Linux": "Linux",
    }
    browser = next((name for mark, name in browsers.items() if mark in user_agent), "")
    system = next((name for mark, name in systems.items() if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser we do not know")
