"""Forgetting one person leaves no trace of name or address."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.apps import apps
from django.utils.timezone import now

from accounts import audit
from accounts.models import User
from assessments import erasure, lifecycle
from assessments.models import Assessment, Participant, Response
from mailing.models import Message
from tests import factories

NAME, ADDRESS = "Zaunkoenig", "zaunkoenig@example.org"


@pytest.fixture
def by(db: None) -> User:
    return factories.member(factories.organisation())


@pytest.fixture
def at() -> datetime:
    return now()


def answered(by: User, *, closed: bool) -> Assessment:
    round_ = factories.assessment(by.organisations.get())
    sheet = factories.response(round_, name=NAME)
    Participant.objects.filter(response=sheet).update(email=ADDRESS)
    factories.send(factories.answers(sheet, comment=f"I am {NAME}"))
    if closed:
        lifecycle.close_assessment(assessment=round_, by=by, at=now())
    return round_


def dump() -> str:
    """Return every value of every table."""
    return "\n".join(
        repr(row) for model in apps.get_models() for row in model._default_manager.values_list().iterator()
    )


def test_no_trace_of_name_or_address_is_left(by: User, at: datetime):
    organisation = by.organisations.get()
    open_, closed = answered(by, closed=False), answered(by, closed=True)
    Message.objects.create(
        organisation=organisation, kind="invitation", topic=closed.pk, about="1", address=ADDRESS, key="1"
    )
    erased = erasure.erase(organisation=organisation, email=ADDRESS.upper(), by=by, at=at)
    assert erased == erasure.Erased(rounds=2, sheets=1)
    assert not Response.objects.filter(assessment=open_).exists()
    assert Response.objects.filter(assessment=closed).exists()
    assert NAME.lower() not in dump().lower()


def test_what_somebody_was_offered_and_wrote_about_goes_too(by: User, at: datetime):
    round_ = answered(by, closed=True)
    Response.objects.update(lens_subject=f"Guests of {NAME}")
    factories.member_invitation(round_.organisation, email=ADDRESS)
    erasure.erase(organisation=round_.organisation, email=ADDRESS, by=by, at=at)
    assert NAME.lower() not in dump().lower()


def test_somebody_who_was_only_written_to_can_be_forgotten(by: User, at: datetime):
    organisation = by.organisations.get()
    factories.message(organisation, address=ADDRESS)
    erased = erasure.erase(organisation=organisation, email=ADDRESS, by=by, at=at)
    assert (erased, Message.objects.count()) == (erasure.Erased(rounds=0, sheets=0), 0)


def test_people_of_other_organisations_stay(by: User, at: datetime):
    other = factories.response(name=NAME)
    Participant.objects.filter(response=other).update(email=ADDRESS)
    with pytest.raises(erasure.NobodyThere):
        erasure.erase(organisation=by.organisations.get(), email=ADDRESS, by=by, at=at)
    assert Participant.objects.get().email == ADDRESS


def test_a_failure_in_between_forgets_nobody(by: User, at: datetime, monkeypatch: pytest.MonkeyPatch):
    answered(by, closed=False)

    def fail(**_facts: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        erasure.erase(organisation=by.organisations.get(), email=ADDRESS, by=by, at=at)
    assert Participant.objects.get().email == ADDRESS
