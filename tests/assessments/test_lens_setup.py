from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import AuditEvent, Membership, Organisation, User
from assessments import lens_setup, lifecycle, results
from assessments.models import Assessment
from assessments.refusals import AlreadyClosed, AlreadyOpen, ImpossiblePlan
from tests import factories

COUNTS = {"easy": [6, 6, 6, 6, 6]}


@pytest.fixture
def owner(db: None) -> User:
    return factories.member(factories.organisation())


@pytest.fixture
def round_(owner: User) -> Assessment:
    return factories.assessment(owner.memberships.get().organisation, asked_lenses=factories.LENSES)


@pytest.fixture
def draft(round_: Assessment) -> Assessment:
    round_.opened_at = None
    round_.save(update_fields=["opened_at"])
    return round_


def address(name: str, round_: Assessment) -> str:
    return reverse(f"assessments:{name}", args=[round_.organisation_id, round_.pk])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def upload(text: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("felt.csv", text.encode(), "text/csv")}


def test_a_journey_is_planned_and_audited(draft: Assessment, owner: User):
    lens_setup.plan_journey(
        assessment=draft, subject="Passengers", irrelevant=["advocacy", "awareness"], by=owner
    )
    draft.refresh_from_db()
    assert (draft.journey_subject, draft.irrelevant_stages) == ("Passengers", ["awareness", "advocacy"])
    assert AuditEvent.objects.filter(action="journey planned", actor=owner).count() == 1


def test_a_journey_of_an_open_round_stays_as_it_was_announced(round_: Assessment, owner: User):
    with pytest.raises(AlreadyOpen):
        lens_setup.plan_journey(assessment=round_, subject="Passengers", irrelevant=[], by=owner)
    round_.refresh_from_db()
    assert round_.journey_subject == ""


@pytest.mark.parametrize(
    "irrelevant",
    [
        ["no-such-stage"],
        ["awareness", "discovery", "attraction", "interaction", "purchase", "use", "cultivation"],
    ],
)
def test_at_least_two_known_stages_are_left(draft: Assessment, owner: User, irrelevant: list[str]):
    with pytest.raises(ImpossiblePlan):
        lens_setup.plan_journey(assessment=draft, subject="", irrelevant=irrelevant, by=owner)


def test_what_customers_said_is_kept_until_the_close(round_: Assessment, owner: User):
    lens_setup.give_felt(assessment=round_, counts=COUNTS, by=owner)
    round_.refresh_from_db()
    assert round_.felt == COUNTS
    lifecycle.close_assessment(assessment=round_, by=owner, at=now())
    with pytest.raises(AlreadyClosed):
        lens_setup.give_felt(assessment=round_, counts={}, by=owner)
    round_.refresh_from_db()
    assert round_.felt == COUNTS


def test_what_cannot_be_recorded_changes_nothing(round_: Assessment, owner: User):
    factories.sent(round_)
    before = results.current(round_).checksum
    with pytest.raises(ValueError, match="unsaved related object"):
        lens_setup.give_felt(assessment=round_, counts=COUNTS, by=User())
    round_.refresh_from_db()
    assert (round_.felt, round_.stored_result.checksum) == ({}, before)


def test_a_journey_that_cannot_be_recorded_is_not_planned(draft: Assessment):
    with pytest.raises(ValueError, match="unsaved related object"):
        lens_setup.plan_journey(assessment=draft, subject="Passengers", irrelevant=[], by=User())
    draft.refresh_from_db()
    assert draft.journey_subject == ""


def test_what_customers_said_makes_an_open_result_anew(round_: Assessment, owner: User):
    factories.sent(round_)
    before = results.current(round_)
    lens_setup.give_felt(assessment=round_, counts=COUNTS, by=owner)
    after = results.current(Assessment.objects.with_kit().get(pk=round_.pk))
    assert before.checksum != after.checksum
    assert after.further.mirror is not None
    assert after.further.mirror.promises["easy"].felt == 50.0


def test_the_page_saves_what_the_journey_is_about(draft: Assessment, owner: User):
    client = signed_in(owner)
    assert "Stages of no relevance" in client.get(address("journey", draft)).content.decode()
    page = client.post(address("journey", draft), {"subject": "Passengers", "irrelevant": ["advocacy"]})
    assert page.headers["Location"] == address("round", draft)
    draft.refresh_from_db()
    assert (draft.journey_subject, draft.irrelevant_stages) == ("Passengers", ["advocacy"])


def test_the_page_refuses_after_opening_and_keeps_what_was_typed(round_: Assessment, owner: User):
    page = signed_in(owner).post(address("journey", round_), {"subject": "Passengers"})
    assert page.status_code == 409
    assert 'value="Passengers"' in page.content.decode()


def test_a_round_without_the_lens_has_neither_page(round_: Assessment, owner: User):
    round_.asked_lenses = []
    round_.save(update_fields=["asked_lenses"])
    client = signed_in(owner)
    assert client.get(address("journey", round_)).status_code == 404
    assert client.get(address("felt", round_)).status_code == 404


def test_a_file_is_taken_over_and_shown(round_: Assessment, owner: User):
    client = signed_in(owner)
    page = client.post(address("felt", round_), upload("promise,position,count\neasy,1,31\n"), follow=True)
    assert "<td>31</td>" in page.content.decode()
    round_.refresh_from_db()
    assert round_.felt == {"easy": [31, 0, 0, 0, 0]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("promise,position,count\neasy,9,1\n", "Line 2:"),
        ("", "The file is empty."),
        ("promise,position,count\n" + "easy,1,1\n" * 9000, "larger than any such list"),
    ],
)
def test_a_faulty_file_is_refused(round_: Assessment, owner: User, text: str, words: str):
    page = signed_in(owner).post(address("felt", round_), upload(text))
    assert (page.status_code, words in page.content.decode()) == (422, True)
    round_.refresh_from_db()
    assert round_.felt == {}


def test_a_closed_round_takes_no_file(round_: Assessment, owner: User):
    lifecycle.close_assessment(assessment=round_, by=owner, at=now() + timedelta(seconds=1))
    page = signed_in(owner).post(address("felt", round_), upload("promise,position,count\neasy,1,31\n"))
    assert page.status_code == 409


@pytest.mark.parametrize("name", ["journey", "felt"])
def test_rounds_of_others_do_not_exist(round_: Assessment, name: str):
    other = factories.member(Organisation.objects.create(name="Other"))
    assert signed_in(other).get(address(name, round_)).status_code == 404
    own = reverse(f"assessments:{name}", args=[other.memberships.get().organisation_id, round_.pk])
    assert signed_in(other).get(own).status_code == 404


@pytest.mark.parametrize("name", ["journey", "felt"])
def test_those_who_only_read_do_not_see_the_page(round_: Assessment, name: str):
    viewer = factories.member(round_.organisation, Membership.Role.VIEWER)
    assert signed_in(viewer).get(address(name, round_)).status_code == 404
