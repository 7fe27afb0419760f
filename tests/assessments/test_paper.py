"""Sheets of paper: printed empty, keyed in on somebody's behalf."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import AuditEvent, Membership
from assessments import taking_part
from assessments.models import Assessment, Participant, Response
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Assessment:
    return factories.assessment(title="Spring")


@pytest.fixture
def member(round_: Assessment, client: Client) -> Client:
    client.force_login(factories.member(round_.organisation, Membership.Role.FACILITATOR))
    return client


def path(name: str, round_: Assessment, *more: object) -> str:
    return reverse(f"assessments:{name}", args=[round_.organisation_id, round_.pk, *more])


def test_a_sheet_of_paper_is_keyed_in_and_marked(member: Client, round_: Assessment):
    ada = factories.invited(round_, name="Ada", traits={"site": "north"})
    page = member.post(
        path("key-in", round_, ada.key), {"reply-1": "4", "comment-1": "On paper", "reply-2": "dk"}
    )
    sheet = Response.objects.get()
    assert (page.status_code, sheet.on_paper, sheet.sent, sheet.traits) == (
        302,
        True,
        True,
        {"site": "north"},
    )
    assert sorted(sheet.answers.values_list("reply", "comment")) == [(4, "On paper"), (6, "")]
    assert AuditEvent.objects.filter(action="sheet keyed in", actor__isnull=False).count() == 1


def test_who_answered_themselves_is_not_keyed_in(member: Client, round_: Assessment):
    ada = factories.invited(round_, name="Ada")
    taking_part.begin(participant=ada, at=now())
    page = member.post(path("key-in", round_, ada.key), {"reply-1": "4", "comment-1": "Kept"})
    assert (page.status_code, "Kept" in page.content.decode(), Response.objects.count()) == (409, True, 1)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Nothing was keyed in."),
        ({"reply-1": "9"}, "Choose one of the answers on the page."),
        ({"reply-1": "3", "comment-1": "x" * 2001}, "2000"),
        ({"reply-1": "3", "comment-1": "\u202e"}, "control characters"),
    ],
)
def test_a_sheet_keyed_in_badly_is_kept(
    member: Client, round_: Assessment, typed: dict[str, str], message: str
):
    page = member.post(
        path("key-in-new", round_, "support"),
        {**typed, "reply-2": "5", "comment-2": "Typed"} if typed else {},
    )
    text = page.content.decode()
    assert (page.status_code, message in text, round_.participants.count()) == (422, True, 0)
    assert ("Typed" in text) == bool(typed)


def test_somebody_new_is_keyed_in(member: Client, round_: Assessment):
    member.post(path("key-in-new", round_, "support"), {"name": "Bo", "reply-1": "1"})
    assert list(Participant.objects.values_list("name", "group")) == [("Bo", "support")]


def test_the_empty_sheet_holds_every_question_of_the_group(member: Client, round_: Assessment):
    text = member.get(path("blank-sheet", round_, "support")).content.decode()
    sheet = factories.response(round_, group="support")
    assert text.count("paper-question") == len(list(factories.asked(sheet)))
    assert member.get(path("blank-sheet", round_, "board")).status_code == 404
    assert member.get(path("key-in", round_, uuid4())).status_code == 404


def test_a_sheet_of_paper_can_be_withdrawn_by_who_withdrew_before(member: Client, round_: Assessment):
    ada = factories.invited(round_, name="Ada")
    factories.taken_up(ada)
    taking_part.withdraw(participant=ada, at=now())
    member.post(path("key-in", round_, ada.key), {"reply-1": "4"})
    ada.refresh_from_db()
    assert (ada.withdrawn_at, Response.objects.count()) == (None, 1)
    taking_part.withdraw(participant=ada, at=now())
    assert not Response.objects.exists()
