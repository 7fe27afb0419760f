"""Letters to people asked: whom they go to, when, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import TestCase
from django.utils.timezone import now
from pytest_django import Settings

from accounts.models import User
from assessments import inviting, letters, lifecycle, links, reminding, taking_part
from assessments.models import Assessment, Participant, Reminder
from assessments.refusals import AlreadyClosed, NotOpen
from jobs import worker
from mailing import folder
from mailing.letters import Letter
from mailing.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
CLOSES = datetime.fromisoformat("2031-03-14T17:00:00+00:00")


@pytest.fixture
def owner() -> User:
    return User.objects.create_user("grace@example.org", "a long password", name="Grace Hopper")


@pytest.fixture
def ada(owner: User) -> Participant:
    round_ = factories.assessment(mode=Assessment.Mode.CONFIDENTIAL)
    round_.organisation.memberships.create(user=owner, role="owner")
    Assessment.objects.update(closes_at=CLOSES)
    round_.organisation.time_zone = "Europe/Berlin"
    round_.organisation.save()
    return factories.invited(round_, email="ada@example.org", name="Ada <b>")


def message(to: Participant, kind: str) -> Message:
    return Message(
        organisation=to.assessment.organisation,
        kind=kind,
        topic=to.assessment_id,
        about=str(to.key),
        address=to.email,
        key=str(uuid4()),
    )


def written(to: Participant, kind: str) -> Letter | None:
    made: Letter | None = getattr(letters, kind)(message(to, kind))
    return made


def addressed(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def people(round_: Assessment, names: Iterable[str]) -> list[Participant]:
    return [factories.invited(round_, email=f"{name}@example.org") for name in names]


def test_the_invitation_says_who_asks_why_how_long_until_when_and_whom_to_ask(ada: Participant):
    letter = written(ada, "invitation")
    assert (letter.subject, letter.reply_to) == ("Harbour Ferries asks for your view", "grace@example.org")
    text = " ".join(letter.text.split())
    for words in (
        "Hello Ada <b>,",
        "Grace Hopper asks for your view of how Harbour Ferries creates its customers’ experience.",
        "It takes about 25 minutes, needs no account,",
        "Please answer by Friday 14 March, 18:00.",
        "no group of fewer than 5 people is shown.",
        links.personal_address(ada),
        "Questions? Reply to this message, or write to grace@example.org.",
    ):
        assert words in text
    assert ("Ada &lt;b&gt;" in letter.html, "<b>" in letter.html) == (True, False)
    assert f'href="{links.personal_address(ada)}"' in letter.html


@pytest.mark.parametrize("kind", ["invitation", "reminder", "result_ready"])
def test_no_letter_promises_what_is_not_kept(ada: Participant, kind: str, settings: Settings):
    settings.MAIL_IS_SENT = True
    taking_part.begin(participant=ada, at=now())
    if kind == "result_ready":
        factories.send(Participant.objects.get().response)
        Assessment.objects.update(closed_at=now() + timedelta(seconds=1))
    letter = written(ada, kind)
    assert re.search(r"anonym|!|\bTODO\b|\{\{|\{%", letter.text, re.IGNORECASE) is None
    assert max(len(line) for line in letter.text.splitlines() if "http" not in line) <= 72


def test_an_open_round_says_that_names_show(ada: Participant):
    Assessment.objects.update(mode="open")
    assert "shown by name inside Harbour Ferries" in written(ada, "invitation").text


@pytest.mark.parametrize("kind", ["invitation", "reminder"])
def test_nobody_is_written_to_who_has_answered_withdrawn_or_moved(ada: Participant, kind: str):
    sent, withdrawn, moved = people(ada.assessment, ["sent", "withdrawn", "moved"])
    factories.send(taking_part.begin(participant=sent, at=now()))
    taking_part.withdraw(participant=withdrawn, at=now())
    elsewhere = message(moved, kind)
    elsewhere.address = "before@example.org"
    found = [written(sent, kind), written(withdrawn, kind), getattr(letters, kind)(elsewhere)]
    assert found == [None, None, None]
    Assessment.objects.update(closed_at=now() + timedelta(seconds=1))
    assert written(ada, kind) is None


def test_a_letter_about_somebody_of_another_organisation_is_none(ada: Participant):
    foreign = message(ada, "invitation")
    foreign.organisation = factories.organisation()
    assert letters.invitation(foreign) is None


def test_a_letter_about_somebody_removed_is_none(ada: Participant):
    letter = message(ada, "invitation")
    ada.delete()
    assert letters.invitation(letter) is None


def test_no_token_is_kept_with_a_message(ada: Participant):
    inviting.invite(assessment=ada.assessment, at=now())
    token = links.personal_token(ada)
    assert token not in str(Message.objects.values_list()[0])


def test_nobody_is_invited_to_a_draft_or_a_closed_round(ada: Participant):
    Assessment.objects.update(opened_at=None)
    with pytest.raises(NotOpen):
        inviting.invite(assessment=ada.assessment, at=now())
    Assessment.objects.update(opened_at=now(), closed_at=now() + timedelta(seconds=1))
    with pytest.raises(AlreadyClosed):
        inviting.invite(assessment=ada.assessment, at=now())
    assert addressed("invitation") == []


def test_a_planned_reminder_goes_once_to_those_who_have_not_sent(ada: Participant):
    at = now()
    sent, begun = people(ada.assessment, ["sent", "begun"])
    factories.send(taking_part.begin(participant=sent, at=at))
    taking_part.begin(participant=begun, at=at)
    Reminder.objects.create(assessment=ada.assessment, due_at=at - timedelta(hours=1))
    Reminder.objects.create(assessment=ada.assessment, due_at=at + timedelta(days=3))
    for _ in range(2):
        reminding.remind(assessment=ada.assessment, at=at)
    assert addressed("reminder") == ["ada@example.org", "begun@example.org"]
    assert list(Reminder.objects.order_by("due_at").values_list("sent_at", flat=True)) == [at, None]


def test_several_dates_that_have_come_are_one_letter(ada: Participant):
    at = now()
    for days in (1, 2, 3):
        Reminder.objects.create(assessment=ada.assessment, due_at=at - timedelta(days=days))
    reminding.remind(assessment=ada.assessment, at=at)
    assert (addressed("reminder"), Reminder.objects.filter(sent_at=None).count()) == (["ada@example.org"], 0)


def test_a_reminder_by_hand_waits_a_day(ada: Participant, owner: User):
    at = now()
    reminding.remind(assessment=ada.assessment, at=at, by=owner)
    with pytest.raises(reminding.RemindedToday):
        reminding.remind(assessment=ada.assessment, at=at + timedelta(hours=23), by=owner)
    reminding.remind(assessment=ada.assessment, at=at + timedelta(hours=25), by=owner)
    assert len(addressed("reminder")) == 2


def test_nobody_is_reminded_after_closing(ada: Participant):
    Reminder.objects.create(assessment=ada.assessment, due_at=now() - timedelta(hours=1))
    Assessment.objects.update(closed_at=now() + timedelta(seconds=1))
    with pytest.raises(AlreadyClosed):
        reminding.remind(assessment=ada.assessment, at=now())
    assert addressed("reminder") == []


@pytest.mark.parametrize("mode", Assessment.Mode.values)
def test_who_took_part_is_told_that_the_result_can_be_read(ada: Participant, mode: str):
    Assessment.objects.update(mode=mode)
    ada.assessment.refresh_from_db()
    factories.send(taking_part.begin(participant=ada, at=now()))
    people(ada.assessment, ["silent"])
    lifecycle.close_assessment(assessment=ada.assessment, by=None, at=now() + timedelta(seconds=1))
    assert addressed("result_ready") == ["ada@example.org"]
    ada.refresh_from_db()
    assert links.personal_address(ada) in written(ada, "result_ready").text


def test_nobody_is_told_of_a_result_that_is_not_for_them(ada: Participant):
    Assessment.objects.update(shown_to_participants=False)
    ada.assessment.refresh_from_db()
    factories.send(taking_part.begin(participant=ada, at=now()))
    lifecycle.close_assessment(assessment=ada.assessment, by=None, at=now() + timedelta(seconds=1))
    assert addressed("result_ready") == []


def test_in_confidence_no_letter_that_members_can_read_leads_to_answers(
    ada: Participant, settings: Settings, tmp_path: Path
):
    settings.MAIL_IS_SENT, settings.MAIL_DIR = False, tmp_path
    round_ = ada.assessment
    inviting.invite(assessment=round_, at=now())
    worker.run_until_empty()
    kept = Message.objects.get(is_kept=True)
    assert links.personal_address(ada) in (folder.text_of(kept.pk) or "")

    with TestCase.captureOnCommitCallbacks(execute=True):
        factories.taken_up(ada)

    assert (folder.text_of(kept.pk), list(tmp_path.glob("*.eml"))) == (None, [])
    assert not Message.objects.filter(is_kept=True).exists()
    assert [written(ada, kind) for kind in ("invitation", "reminder", "new_closing")] == [None] * 3
    settings.MAIL_IS_SENT = True
    assert written(ada, "reminder") is not None
