"""What is forgotten, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Organisation
from assessments import answers, lifecycle, retention
from assessments.models import Answer, Assessment, Export, Participant, Response
from scoring import Reply
from tests import factories

NOTHING = retention.Forgotten(trials=0, addresses=0, drafts=0, named=0, exports=0)


def closed_with_people(mode: str = "open") -> Assessment:
    """Make a closed round with somebody who answered and commented."""
    round_ = factories.assessment(mode=mode)
    sheet = factories.response(round_, name="Ada Example")
    Participant.objects.update(email="ada@example.org", token_hash="a" * 64)
    factories.send(factories.answers(sheet, comment="Ask me, Ada"))
    return lifecycle.close_assessment(assessment=round_, by=factories.member(round_.organisation), at=now())


def in_(**period: int) -> datetime:
    return now() + timedelta(**period)


@pytest.mark.django_db
def test_nothing_is_forgotten_at_once():
    closed_with_people()
    factories.answers(factories.response())
    assert retention.purge(at=now()) == NOTHING


@pytest.mark.django_db
def test_addresses_go_thirty_days_after_closing_and_names_stay_in_an_open_round():
    closed_with_people()
    assert retention.purge(at=in_(days=29)).addresses == 0
    assert retention.purge(at=in_(days=31)).addresses == 1
    assert list(Participant.objects.values_list("email", "name")) == [("", "Ada Example")]


@pytest.mark.django_db
def test_names_go_with_the_addresses_of_a_confidential_round():
    closed_with_people("confidential")
    retention.purge(at=in_(days=31))
    assert list(Participant.objects.values_list("email", "name")) == [("", "")]


@pytest.mark.django_db
def test_an_organisation_keeps_addresses_for_as_long_as_it_says():
    closed_with_people()
    Organisation.objects.update(addresses_kept_days=60)
    assert retention.purge(at=in_(days=31)).addresses == 0
    assert retention.purge(at=in_(days=61)).addresses == 1


@pytest.mark.django_db
def test_a_sheet_that_nobody_touches_goes_after_ninety_days():
    touched = factories.answers(factories.response())
    left = factories.answers(factories.response())
    Answer.objects.filter(response=touched).update(saved_at=in_(days=60))
    assert retention.purge(at=in_(days=91)).drafts == 1
    assert list(Response.objects.all()) == [touched]
    assert not Answer.objects.filter(response_id=left.pk).exists()


@pytest.mark.django_db
def test_an_old_sheet_that_somebody_has_just_taken_back_stays():
    sheet = factories.send(factories.answers(factories.response()))
    answers.reopen(response=sheet, at=in_(days=100))
    assert retention.purge(at=in_(days=101)).drafts == 0
    assert Response.objects.get().answers.exists()


@pytest.mark.django_db
def test_after_two_years_an_open_round_keeps_numbers_and_neither_names_nor_texts():
    round_ = closed_with_people()
    assert retention.purge(at=in_(days=700)).named == 0
    retention.purge(at=in_(days=732))
    round_.refresh_from_db()
    person = Participant.objects.get()
    assert (person.name, person.token_hash) == ("", None)
    assert not Answer.objects.exclude(comment="").exists()
    assert Answer.objects.exists()
    assert round_.texts_gone_at is not None


@pytest.mark.django_db
def test_after_two_years_reasons_and_subjects_are_struck_out_too():
    round_ = closed_with_people()
    answer = Answer.objects.all()[0]
    Answer.objects.filter(pk=answer.pk).update(reply=int(Reply.NOT_APPLICABLE), reason="Ada left")
    Answer.objects.update(comment="")
    Response.objects.update(lens_subject="Guests of Ada")
    retention.purge(at=in_(days=732))
    answer.refresh_from_db()
    round_.refresh_from_db()
    assert (answer.reason, Response.objects.get().lens_subject) == ("–", "")
    assert round_.texts_gone_at is not None
    assert retention.purge(at=in_(days=732)) == NOTHING


@pytest.mark.django_db
def test_exports_go_after_a_week():
    Export.objects.create(organisation=factories.organisation(), kind="organisation")
    assert retention.purge(at=in_(days=6)).exports == 0
    assert retention.purge(at=in_(days=8)).exports == 1


@pytest.mark.django_db
def test_forgetting_twice_does_no_more():
    closed_with_people()
    retention.purge(at=in_(days=800))
    assert retention.purge(at=in_(days=800)) == NOTHING
