"""Who belongs to an organisation, in which role and until when; there is always an owner."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts import audit, refusals, selectors
from accounts.models import MemberInvitation, Membership, Organisation, User

INVITATION_LIFETIME = timedelta(days=14)
INVITATION_KEPT = timedelta(days=30)  # after it ran out
Role = Membership.Role


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, role: str, until: datetime | None, by: User, at: datetime
) -> MemberInvitation:
    """Offer a role to an address; an earlier offer to it, and its link, are void from now on."""
    _lock(organisation)
    if role == Role.OWNER and until is not None:
        raise refusals.OwnersStay
    if organisation.memberships.current(at).filter(user__email__iexact=email).exists():
        raise refusals.AlreadyMember
    organisation.member_invitations.filter(email__iexact=email).delete()
    invitation = MemberInvitation(
        organisation=organisation,
        email=email,
        role=role,
        membership_expires_at=until,
        invited_by=by,
        created_at=at,
        expires_at=at + INVITATION_LIFETIME,
    )
    invitation.token_hash = _hashed(invitation.token)
    invitation.save(force_insert=True)
    _record(organisation, "member invited", subject=invitation.pk, by=by, detail=role)
    return invitation


@transaction.atomic
def withdraw(*, invitation: MemberInvitation, by: User) -> None:
    """Take an offer back; its link leads nowhere from now on."""
    _record(invitation.organisation, "invitation withdrawn", subject=invitation.pk, by=by)
    invitation.delete()


def followed(token: str, *, at: datetime) -> MemberInvitation | None:
    """Return the offer that a link leads to, None for a wrong, used or old one."""
    return MemberInvitation.objects.good(at).filter(token_hash=_hashed(token)).first()


def held(invitation_id: UUID, *, at: datetime) -> MemberInvitation | None:
    """Return the offer whose link a browser followed, None if it has been used or has run out since."""
    good = MemberInvitation.objects.good(at).select_related("organisation", "invited_by")
    return good.filter(pk=invitation_id).first()


@transaction.atomic
def take_up(*, invitation_id: UUID, by: User, at: datetime) -> Membership:
    """Make a person a member as offered; the link is used up."""
    offers = MemberInvitation.objects.select_for_update(of=("self",)).good(at)
    offer = offers.filter(pk=invitation_id).select_related("organisation").first()
    if offer is None:
        raise refusals.InvitationGone
    if offer.organisation.memberships.current(at).filter(user=by).exists():
        raise refusals.AlreadyMember
    # A membership that has run out begins anew.
    membership, _new = Membership.objects.update_or_create(
        organisation=offer.organisation,
        user=by,
        defaults={"role": offer.role, "expires_at": offer.membership_expires_at},
    )
    _record(offer.organisation, "member joined", subject=by.pk, by=by, detail=offer.role)
    offer.delete()
    return membership


@transaction.atomic
def forget_invitations(*, at: datetime) -> int:
    """Delete the offers, and so the addresses, that ran out a while ago; return how many they were."""
    old = MemberInvitation.objects.filter(expires_at__lte=at - INVITATION_KEPT)
    return old.delete()[0]


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> None:
    """Give a member another role; an owner's access has no end."""
    found = _locked(membership)
    if found.role == role:
        return
    if role != Role.OWNER:
        _require_another_owner(found)
    before, found.role = found.role, role
    found.expires_at = None if role == Role.OWNER else found.expires_at
    found.save(update_fields=["role", "expires_at"])
    _record(found.organisation, "role changed", subject=found.user_id, by=by, detail=f"{before} → {role}")


@transaction.atomic
def set_expiry(*, membership: Membership, until: datetime | None, by: User) -> None:
    """Say until when a member has access; None: until somebody ends it."""
    found = _locked(membership)
    if until is not None and found.role == Role.OWNER:
        raise refusals.OwnersStay
    found.expires_at = until
    found.save(update_fields=["expires_at"])
    detail = f"until {selectors.last_day(until)}" if until else "no end"
    _record(found.organisation, "access limited", subject=found.user_id, by=by, detail=detail)


@transaction.atomic
def remove(*, membership: Membership, by: User) -> None:
    """End somebody's membership; on the next request they are a stranger."""
    found = _locked(membership)
    _require_another_owner(found)
    action = "member left" if found.user_id == by.pk else "member removed"
    _record(found.organisation, action, subject=found.user_id, by=by, detail=found.role)
    found.delete()


@transaction.atomic
def transfer_ownership(*, to: Membership, by: User, at: datetime) -> None:
    """Make another member the owner in one's own place; one stays on as a facilitator."""
    _lock(to.organisation)
    members = to.organisation.memberships.current(at).select_for_update()
    pair = {member.user_id: member for member in members.filter(user__in=[to.user_id, by.pk])}
    if len(pair) != 2 or pair[by.pk].role != Role.OWNER:  # noqa: PLR2004 # one hands over to another
        raise refusals.NotAMember
    for user_id, role in ((to.user_id, Role.OWNER), (by.pk, Role.FACILITATOR)):
        member = pair[user_id]
        detail = f"{member.role} → {role}"
        member.role, member.expires_at = role, None
        member.save(update_fields=["role", "expires_at"])
        _record(to.organisation, "ownership handed over", subject=user_id, by=by, detail=detail)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def _lock(organisation: Organisation) -> None:
    """Let changes to one organisation's members happen one after the other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _locked(membership: Membership) -> Membership:
    """Return the membership as it is now, with no other change to the members under way."""
    _lock(membership.organisation)
    found = Membership.objects.filter(pk=membership.pk).select_related("organisation").first()
    if found is None:
        raise refusals.NotAMember
    return found


def _require_another_owner(membership: Membership) -> None:
    if membership.role != Role.OWNER:
        return
    others = membership.organisation.memberships.owners().exclude(pk=membership.pk)
    if not others.filter(user__is_active=True).exists():
        raise refusals.OwnerNeeded


def _record(organisation: Organisation, action: str, *, subject: object, by: User, detail: str = "") -> None:
    audit.record(organisation=organisation, action=action, subject=subject, by=by, detail=detail)
