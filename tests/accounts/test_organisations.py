"""Organisations as services see them: made, changed, deleted; each as a whole or not at all."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts import audit, members, organisations, refusals
from accounts.models import AuditEvent, Logo, MemberInvitation, Membership, Organisation
from assessments import lifecycle
from assessments.models import Assessment
from mailing.models import Message
from reports import cache
from tests import factories

pytestmark = pytest.mark.django_db


def events() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", "detail"))


def test_who_makes_an_organisation_owns_it():
    person = factories.member()
    made = organisations.create_organisation(name="Ferries", time_zone="Asia/Tokyo", by=person, at=now())

    assert (made.kind, made.time_zone) == ("client", "Asia/Tokyo")
    assert list(made.memberships.values_list("user", "role", "expires_at")) == [(person.pk, "owner", None)]
    assert events() == [("organisation created", "")]


def test_settings_that_differ_are_changed_and_recorded_by_name_only():
    organisation, person = factories.organisation(), factories.member()
    values = {"name": "Secret plans Ltd", "k": 8, "colour": ""}

    assert organisations.change_settings(organisation=organisation, values=values, by=person) == ("name", "k")

    organisation.refresh_from_db()
    assert (organisation.name, organisation.k) == ("Secret plans Ltd", 8)
    assert events() == [("settings changed", "name, k")]


def test_settings_that_stay_the_same_are_not_recorded():
    organisation = factories.organisation()
    organisations.change_settings(
        organisation=organisation, values={"k": organisation.k}, by=factories.member()
    )
    assert events() == []


def test_deleting_takes_everything_in_it_and_its_files(
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
):
    settings.REPORT_CACHE_DIR, settings.MAIL_DIR = tmp_path / "reports", tmp_path / "mail"
    organisation, other = factories.organisation("One Ltd"), factories.organisation("Other Ltd")
    kept, messages, document = [], [], Future[bytes]()
    document.set_result(b"%PDF")
    for one in (organisation, other):
        round_ = factories.round_of(3, factories.assessment(one))
        lifecycle.close_assessment(assessment=round_, by=factories.member(one), at=now())
        factories.member_invitation(one)
        Logo.objects.create(organisation=one, png=b"x", width=1, height=1, checksum="a" * 64)
        messages.append(factories.message(one, is_kept=True))
        kept.append(cache.obtain(f"{one.pk.hex}-report.pdf", lambda: document))
    letters = [settings.MAIL_DIR / f"{message.pk}.eml" for message in messages]
    settings.MAIL_DIR.mkdir()
    for letter in letters:
        letter.write_text("A letter")

    with django_capture_on_commit_callbacks(execute=True):
        organisations.delete_organisation(organisation=organisation, typed=" One Ltd ")

    assert list(Organisation.objects.values_list("name", flat=True)) == ["Other Ltd"]
    for model in (Assessment, Membership, MemberInvitation, Logo, Message, AuditEvent):
        assert {row.organisation_id for row in model.objects.all()} == {other.pk}
    assert [path.exists() for path in (*kept, *letters)] == [False, True, False, True]


@pytest.mark.parametrize("typed", ["", "one ltd", "One Lt", "Other Ltd"])
def test_deleting_takes_the_right_name(typed: str):
    organisation = factories.organisation("One Ltd")
    with pytest.raises(refusals.AnotherName):
        organisations.delete_organisation(organisation=organisation, typed=typed)
    assert Organisation.objects.count() == 1


def test_every_service_is_undone_as_a_whole(monkeypatch: pytest.MonkeyPatch):
    organisation = factories.organisation()
    person = factories.member(organisation)
    other = factories.membership(organisation)
    offer = factories.member_invitation(organisation)
    before = state()

    def fail(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    at = now()
    acts = [
        lambda: organisations.create_organisation(name="Another", by=person, at=at),
        lambda: organisations.change_settings(organisation=organisation, values={"k": 9}, by=person),
        lambda: members.invite(
            organisation=organisation, email=offer.email, role="owner", until=None, by=person, at=at
        ),
        lambda: members.withdraw(invitation=offer, by=person),
        lambda: members.take_up(invitation_id=offer.pk, by=factories.member(), at=at),
        lambda: members.change_role(membership=other, role="facilitator", by=person),
        lambda: members.set_expiry(membership=other, until=at + timedelta(days=1), by=person),
        lambda: members.remove(membership=other, by=person),
        lambda: members.transfer_ownership(to=other, by=person, at=at),
    ]
    for act in acts:
        with pytest.raises(RuntimeError):
            act()
        assert state() == before


def state() -> list[tuple[object, ...]]:
    return [
        row
        for model in (Organisation, Membership, MemberInvitation, Logo, AuditEvent)
        for row in model.objects.order_by("pk").values_list()
    ]


@pytest.mark.parametrize(
    "values", [{"k": 4}, {"addresses_kept_days": 0}, {"answers_kept_months": 0}, {"name": ""}, {"kind": "x"}]
)
def test_the_database_refuses_what_no_organisation_is(values: dict[str, object]):
    organisation = factories.organisation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(**values)


@pytest.mark.parametrize("values", [{"role": "king"}, {"expires_at": now()}])
def test_the_database_refuses_what_no_owner_is(values: dict[str, object]):
    owner = factories.membership(factories.organisation(), "owner")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=owner.pk).update(**values)


def test_the_database_keeps_one_offer_for_an_address_whatever_its_case():
    offer = factories.member_invitation(factories.organisation(), email="mira@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberInvitation.objects.create(
            organisation=offer.organisation,
            email="MIRA@example.org",
            role="viewer",
            token_hash="another",
            expires_at=now(),
        )
