"""Members: invited, joined, changed, ended; an organisation always has an owner."""

from __future__ import annotations

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts import members, refusals, roles
from accounts.models import AuditEvent, MemberInvitation, Membership, Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db


def offer(of: Organisation, **given: object) -> MemberInvitation:
    by = factories.member(of)
    made: dict[str, object] = {"email": "mira@example.org", "role": "viewer", "until": None, "at": now()}
    return members.invite(organisation=of, by=by, **{**made, **given})  # type: ignore[arg-type] # as tests like


def events() -> list[tuple[str, str, str]]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", "subject", "detail"))


def test_only_the_hash_of_a_link_is_stored():
    made = offer(factories.organisation())
    stored = str(list(MemberInvitation.objects.values_list()))

    assert made.token not in stored
    assert made.token_hash == hashlib.sha256(made.token.encode()).hexdigest()
    assert len(base64.urlsafe_b64decode(made.token + "=")) == 32


def test_link_leads_to_its_offer_only():
    first, second = offer(factories.organisation()), offer(factories.organisation("Other Ltd"))

    assert first.token != second.token
    assert members.followed(first.token, at=now()) == first
    assert members.followed(first.token.swapcase(), at=now()) is None
    assert members.followed("\udcff", at=now()) is None


def test_following_a_link_a_hundred_times_uses_nothing_up():
    made = offer(factories.organisation())
    assert {members.followed(made.token, at=now()) for _ in range(100)} == {made}


def test_offer_runs_out():
    made = offer(factories.organisation())
    late = made.expires_at

    assert members.followed(made.token, at=late) is None
    with pytest.raises(refusals.InvitationGone):
        members.take_up(invitation_id=made.pk, by=factories.member(), at=late)


def test_old_offers_are_forgotten_with_their_addresses():
    organisation = factories.organisation()
    old, new = offer(organisation, email="old@example.org"), offer(organisation)
    MemberInvitation.objects.filter(pk=old.pk).update(expires_at=now() - timedelta(days=30))
    MemberInvitation.objects.filter(pk=new.pk).update(expires_at=now() - timedelta(days=29))

    assert [members.forget_invitations(at=now()) for _ in range(2)] == [1, 0]
    assert list(MemberInvitation.objects.values_list("pk", flat=True)) == [new.pk]


def test_new_offer_to_an_address_voids_the_old_one():
    organisation = factories.organisation()
    old = offer(organisation)
    new = offer(organisation, email="MIRA@example.org", role="facilitator")

    assert members.followed(old.token, at=now()) is None
    assert list(MemberInvitation.objects.values_list("pk", "role")) == [(new.pk, "facilitator")]


def test_withdrawn_offer_leads_nowhere():
    made = offer(factories.organisation())
    token = made.token
    members.withdraw(invitation=made, by=factories.member())
    assert members.followed(token, at=now()) is None


def test_taking_up_makes_a_member_as_offered_once():
    organisation, person, until = factories.organisation(), factories.member(), now() + timedelta(days=9)
    made = offer(organisation, role="facilitator", until=until)

    membership = members.take_up(invitation_id=made.pk, by=person, at=now())

    assert (membership.user, membership.role, membership.expires_at) == (person, "facilitator", until)
    assert events()[-1] == ("member joined", str(person.pk), "facilitator")
    with pytest.raises(refusals.InvitationGone):
        members.take_up(invitation_id=made.pk, by=factories.member(), at=now())


def test_unknown_offer_cannot_be_taken_up():
    with pytest.raises(refusals.InvitationGone):
        members.take_up(invitation_id=uuid4(), by=factories.member(), at=now())


def test_member_takes_no_second_role_up_and_the_offer_stays():
    organisation = factories.organisation()
    made, member = offer(organisation, role="owner"), factories.membership(organisation)

    with pytest.raises(refusals.AlreadyMember):
        members.take_up(invitation_id=made.pk, by=member.user, at=now())
    assert (MemberInvitation.objects.count(), Membership.objects.get(pk=member.pk).role) == (1, "viewer")


def test_somebody_whose_access_ended_begins_anew():
    organisation = factories.organisation()
    ended = factories.membership(organisation, until=now() - timedelta(days=1))
    made = offer(organisation, email=ended.user.email, role="facilitator")

    members.take_up(invitation_id=made.pk, by=ended.user, at=now())

    ended.refresh_from_db()
    assert (ended.role, ended.expires_at) == ("facilitator", None)


def test_member_is_not_invited_again():
    organisation = factories.organisation()
    member = factories.membership(organisation)
    with pytest.raises(refusals.AlreadyMember):
        offer(organisation, email=member.user.email.upper())


def test_access_of_an_owner_has_no_end():
    organisation = factories.organisation()
    owner = factories.membership(organisation, "owner")
    with pytest.raises(refusals.OwnersStay):
        offer(organisation, role="owner", until=now() + timedelta(days=1))
    with pytest.raises(refusals.OwnersStay):
        members.set_expiry(membership=owner, until=now() + timedelta(days=1), by=owner.user)


def test_role_is_changed_and_recorded():
    organisation = factories.organisation()
    owner, member = factories.membership(organisation, "owner"), factories.membership(organisation)
    members.change_role(membership=member, role="facilitator", by=owner.user)

    member.refresh_from_db()
    assert member.role == "facilitator"
    assert events() == [("role changed", str(member.user_id), "viewer → facilitator")]


def test_role_that_stays_is_not_recorded():
    owner = factories.membership(factories.organisation(), "owner")
    members.change_role(membership=owner, role="owner", by=owner.user)
    assert events() == []


def test_becoming_an_owner_lifts_the_end_of_access():
    organisation = factories.organisation()
    owner = factories.membership(organisation, "owner")
    member = factories.membership(organisation, until=now() + timedelta(days=3))

    members.change_role(membership=member, role="owner", by=owner.user)

    member.refresh_from_db()
    assert (member.role, member.expires_at) == ("owner", None)


def test_end_of_access_is_recorded_by_its_last_day():
    organisation = factories.organisation()
    owner, member = factories.membership(organisation, "owner"), factories.membership(organisation)
    until = now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=30)

    members.set_expiry(membership=member, until=until, by=owner.user)
    members.set_expiry(membership=member, until=None, by=owner.user)

    last = (until - timedelta(days=1)).date()
    assert [detail for _action, _subject, detail in events()] == [f"until {last}", "no end"]


def test_last_owner_stays():
    organisation = factories.organisation()
    owner = factories.membership(organisation, "owner")
    factories.membership(organisation, "facilitator")

    with pytest.raises(refusals.OwnerNeeded):
        members.remove(membership=owner, by=owner.user)
    with pytest.raises(refusals.OwnerNeeded):
        members.change_role(membership=owner, role="viewer", by=owner.user)
    assert organisation.memberships.owners().count() == 1


def test_owner_who_cannot_sign_in_is_none():
    organisation = factories.organisation()
    owner, asleep = (factories.membership(organisation, "owner") for _ in range(2))
    User.objects.filter(pk=asleep.user_id).update(is_active=False)

    with pytest.raises(refusals.OwnerNeeded):
        members.remove(membership=owner, by=owner.user)


def test_one_of_two_owners_may_leave():
    organisation = factories.organisation()
    owner, other = (factories.membership(organisation, "owner") for _ in range(2))

    members.remove(membership=owner, by=owner.user)

    assert list(organisation.memberships.values_list("pk", flat=True)) == [other.pk]
    assert events() == [("member left", str(owner.user_id), "owner")]


def test_removing_twice_is_refused():
    organisation = factories.organisation()
    owner, member = factories.membership(organisation, "owner"), factories.membership(organisation)
    members.remove(membership=member, by=owner.user)
    with pytest.raises(refusals.NotAMember):
        members.remove(membership=Membership(pk=10**6, organisation=organisation), by=owner.user)


def test_ownership_goes_over_and_both_sides_are_recorded():
    organisation = factories.organisation()
    owner = factories.membership(organisation, "owner")
    heir = factories.membership(organisation, until=now() + timedelta(days=3))

    members.transfer_ownership(to=heir, by=owner.user, at=now())

    found = organisation.memberships.order_by("pk").values_list("user", "role", "expires_at")
    assert list(found) == [(owner.user_id, "facilitator", None), (heir.user_id, "owner", None)]
    assert events() == [
        ("ownership handed over", str(heir.user_id), "viewer → owner"),
        ("ownership handed over", str(owner.user_id), "owner → facilitator"),
    ]


def test_ownership_is_not_handed_to_oneself_or_to_somebody_whose_access_ended():
    organisation = factories.organisation()
    owner = factories.membership(organisation, "owner")
    ended = factories.membership(organisation, until=now() - timedelta(days=1))
    for to in (owner, ended):
        with pytest.raises(refusals.NotAMember):
            members.transfer_ownership(to=to, by=owner.user, at=now())


def test_only_an_owner_hands_over():
    organisation = factories.organisation()
    factories.membership(organisation, "owner")
    one, other = factories.membership(organisation, "facilitator"), factories.membership(organisation)
    with pytest.raises(refusals.NotAMember):
        members.transfer_ownership(to=other, by=one.user, at=now())


def test_every_role_has_its_grants():
    assert set(roles.GRANTS) == set(Membership.Role.values)


@pytest.mark.parametrize("end", ["expired", "removed", "demoted"])
def test_access_ends_on_the_next_request(end: str, client: Client):
    organisation = factories.organisation()
    factories.membership(organisation, "owner")
    member = factories.membership(organisation, "owner")
    client.force_login(member.user)
    address = reverse("organisations:members", args=[organisation.pk])
    assert client.get(address).status_code == 200

    if end == "expired":
        Membership.objects.filter(pk=member.pk).update(role="viewer", expires_at=now())
    elif end == "removed":
        members.remove(membership=member, by=member.user)
    else:
        members.change_role(membership=member, role="facilitator", by=member.user)

    assert client.get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_leave_at_once_do_not_both_succeed():
    for _turn in range(5):
        organisation = factories.organisation()
        pair = [factories.membership(organisation, "owner") for _ in range(2)]
        start = Barrier(len(pair))

        def leave(membership: Membership, start: Barrier = start) -> str:
            start.wait()
            try:
                members.remove(membership=membership, by=membership.user)
            except refusals.OwnerNeeded:
                return "refused"
            finally:
                connection.close()
            return "left"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(leave, pair)) == ["left", "refused"]
        assert organisation.memberships.owners().count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_offer_taken_up_by_two_at_once_makes_one_member():
    organisation = factories.organisation()
    made, people = offer(organisation), [factories.member() for _ in range(2)]
    start = Barrier(len(people))

    def take(person: User) -> str:
        start.wait()
        try:
            members.take_up(invitation_id=made.pk, by=person, at=now())
        except refusals.InvitationGone:
            return "refused"
        finally:
            connection.close()
        return "joined"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, people)) == ["joined", "refused"]
    assert organisation.memberships.exclude(role="owner").count() == 1
