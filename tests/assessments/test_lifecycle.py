from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.models import AuditEvent, Organisation, User
from assessments import answers, lifecycle
from assessments.models import Answer, Assessment, Participant, Response
from assessments.refusals import AlreadyClosed, NothingToContinue
from scoring import Reply
from tests.assessments.conftest import Begin, answer_all, questions, save


def test_begin_trial_makes_a_trial_with_one_open_round(response: Response):
    assessment = response.assessment
    assert (assessment.organisation.name, assessment.organisation.kind) == ("Northwind", "trial")
    assert (assessment.mode, assessment.scope, assessment.closed_at) == ("open", "full", None)
    assert (response.group, response.participant.group) == ("leadership", "leadership")
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "assessment opened",
        "response begun",
    ]


def test_begin_trial_leaves_nothing_behind_when_it_fails(
    db: None, at: datetime, monkeypatch: pytest.MonkeyPatch
):
    def fail(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        lifecycle.begin_trial(organisation_name="Northwind", group="support", scope="full", at=at)
    assert (Organisation.objects.count(), Assessment.objects.count()) == (0, 0)


def test_join_adds_a_person_to_the_round(response: Response, at: datetime):
    joined = lifecycle.join(assessment=response.assessment, group="support", name="Amara", at=at)
    assert joined.assessment_id == response.assessment_id
    assert (joined.group, joined.participant.name) == ("support", "Amara")


def test_join_is_refused_once_the_round_has_closed(response: Response, owner: User, at: datetime):
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    with pytest.raises(AlreadyClosed):
        lifecycle.join(assessment=response.assessment, group="support", at=at)


def test_continue_in_full_copies_the_answers_into_a_full_round(begin: Begin, at: datetime):
    pulse = begin(scope="pulse", group="support")
    answer_all(pulse, Reply.P4)
    answers.send(response=pulse, at=at)
    further = lifecycle.continue_in_full(response=pulse, at=at)
    assert (further.assessment.scope, further.group, further.sent_at) == ("full", "support", None)
    assert further.assessment.organisation_id == pulse.assessment.organisation_id
    copied = dict(further.answers.values_list("question", "reply"))
    assert copied == dict.fromkeys(questions(pulse), 4)


def test_continue_in_full_twice_is_once(begin: Begin, at: datetime):
    pulse = begin(scope="pulse")
    answers.send(response=pulse, at=at)
    first = lifecycle.continue_in_full(response=pulse, at=at)
    assert lifecycle.continue_in_full(response=pulse, at=at) == first
    assert Assessment.objects.count() == 2


def test_colleagues_who_continue_meet_in_one_round(begin: Begin, at: datetime):
    pulse = begin(scope="pulse")
    colleague = lifecycle.join(assessment=pulse.assessment, group="support", at=at)
    for sheet in (pulse, colleague):
        answers.send(response=sheet, at=at)
    rounds = {lifecycle.continue_in_full(response=s, at=at).assessment_id for s in (pulse, colleague)}
    assert len(rounds) == 1


def test_a_pulse_that_was_not_sent_cannot_be_continued(begin: Begin, at: datetime):
    with pytest.raises(NothingToContinue):
        lifecycle.continue_in_full(response=begin(scope="pulse"), at=at)


def test_a_full_round_cannot_be_continued(response: Response, at: datetime):
    answers.send(response=response, at=at)
    with pytest.raises(NothingToContinue):
        lifecycle.continue_in_full(response=response, at=at)


def test_closing_freezes_the_result(response: Response, owner: User, at: datetime):
    answers.send(response=response, at=at)
    closed = lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    assert (closed.closed_by, closed.stored_result.fingerprint[:2]) == (owner, "1 ")


def test_closing_in_confidence_forgets_who_answered_what(response: Response, owner: User):
    Assessment.objects.update(mode="confidential")
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    assert list(Response.objects.values_list("participant", flat=True)) == [None]
    assert Participant.objects.count() == 1


def test_closing_twice_is_refused(response: Response, owner: User):
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    with pytest.raises(AlreadyClosed):
        lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())


def test_closing_leaves_nothing_behind_when_it_fails(
    response: Response, owner: User, monkeypatch: pytest.MonkeyPatch
):
    def fail(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    response.assessment.refresh_from_db()
    assert (response.assessment.closed_at, hasattr(response.assessment, "stored_result")) == (None, False)


def test_purge_trials_deletes_what_nobody_claimed(
    begin: Begin, at: datetime, capsys: pytest.CaptureFixture[str]
):
    kept, gone = begin(name="Kept"), begin(name="Gone")
    save(gone, "insight-unprompted")
    Organisation.objects.filter(name="Gone").update(created_at=at - timedelta(days=31))
    call_command("purge_trials")
    assert capsys.readouterr().out == "1 abandoned trials deleted\n"
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Kept"]
    assert (list(Response.objects.all()), Answer.objects.count()) == ([kept], 0)
