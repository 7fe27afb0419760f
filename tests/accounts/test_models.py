from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit, roles
from accounts.models import AuditEvent, Membership, Organisation, User

pytestmark = pytest.mark.django_db


def test_user_address_is_unique_whatever_its_case():
    User.objects.create_user("Mira@example.org", "long enough phrase")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("mira@example.org", "another phrase")


def test_user_is_found_whatever_the_case_of_the_address():
    user = User.objects.create_user("mira@example.org", "long enough phrase")

    assert User.objects.get_by_natural_key("MIRA@example.org") == user


@pytest.mark.parametrize("fields", [{"name": "", "kind": "client"}, {"name": "Fernweh", "kind": "other"}])
def test_organisation_without_name_or_with_unknown_kind_is_refused(fields: dict[str, str]):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(**fields)


def test_membership_of_the_same_person_twice_is_refused():
    user = User.objects.create_user("mira@example.org")
    organisation = Organisation.objects.create(name="Fernweh")
    Membership.objects.create(user=user, organisation=organisation, role="owner")

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, organisation=organisation, role="viewer")


def test_membership_with_unknown_role_is_refused():
    user = User.objects.create_user("mira@example.org")
    organisation = Organisation.objects.create(name="Fernweh")

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, organisation=organisation, role="king")


def test_abandoned_are_old_trials_only():
    now = timezone.now()
    long_ago = now - settings.TRIAL_LIFETIME - timedelta(minutes=1)
    old_trial = Organisation.objects.create(name="Old trial", kind="trial", created_at=long_ago)
    Organisation.objects.create(name="New trial", kind="trial", created_at=now)
    Organisation.objects.create(name="Old client", kind="client", created_at=long_ago)

    assert list(Organisation.objects.abandoned(now)) == [old_trial]


def test_organisations_of_a_person_are_those_with_a_membership():
    user = User.objects.create_user("mira@example.org")
    own = Organisation.objects.create(name="Own")
    Organisation.objects.create(name="Foreign")
    Membership.objects.create(user=user, organisation=own, role="viewer")

    assert list(Organisation.objects.of(user, timezone.now())) == [own]


def test_audit_records_who_did_what():
    user = User.objects.create_user("mira@example.org")
    organisation = Organisation.objects.create(name="Fernweh")

    audit.record(organisation=organisation, action="round closed", subject=organisation.pk, by=user)

    recorded = AuditEvent.objects.get()
    assert (recorded.actor, recorded.action, recorded.subject) == (user, "round closed", str(organisation.pk))


@pytest.mark.parametrize("role", Membership.Role.values)
def test_grants_let_every_role_see_results(role: str):
    assert roles.grants(role, roles.Permission.VIEW_RESULTS)


def test_grants_give_an_unknown_role_nothing():
    assert not roles.grants("stranger", roles.Permission.VIEW_RESULTS)
