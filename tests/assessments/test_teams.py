from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Membership, User
from assessments import answers, opening, plans, taking_part, teams
from assessments.models import Assessment, Response
from assessments.refusals import AlreadyClosed, AlreadySent
from scoring import Reply
from tests import factories

pytestmark = pytest.mark.django_db


def fail(**_event: object) -> None:
    raise RuntimeError


def alone() -> tuple[Response, User]:
    """Return what somebody has answered alone, and their account."""
    organisation = factories.organisation()
    own = factories.sent(factories.assessment(organisation), reply=Reply.P4)
    return own, factories.member(organisation)


def first_of_the_team(own: Response, by: User) -> Response:
    draft = teams.ask_team(assessment=own.assessment, own=own, by=by, at=now())
    opening.open_round(assessment=draft, by=by, at=now())
    return taking_part.begin(participant=draft.participants.get(), at=now())


def test_ask_team_plans_a_confidential_round_with_the_leader_first():
    own, by = alone()
    draft = teams.ask_team(assessment=own.assessment, own=own, by=by, at=now())
    assert (draft.draft, draft.mode, draft.scope, draft.earlier) == (True, "confidential", "full", None)
    leader = draft.participants.get()
    assert (leader.email, leader.group, leader.token_hash is None) == (by.email, own.group, False)
    assert draft.responses.count() == 0


def test_ask_team_again_leads_to_the_same_draft():
    own, by = alone()
    drafts = {teams.ask_team(assessment=own.assessment, own=own, by=by, at=now()).pk for _ in range(3)}
    assert len(drafts) == 1


def test_ask_team_by_somebody_else_puts_nobody_on_the_list():
    own, by = alone()
    draft = teams.ask_team(assessment=own.assessment, own=None, by=by, at=now())
    assert draft.participants.count() == 0


def test_ask_team_where_others_answer_is_refused():
    own, by = alone()
    factories.response(own.assessment)
    with pytest.raises(teams.NotAlone):
        teams.ask_team(assessment=own.assessment, own=own, by=by, at=now())


def test_ask_team_leaves_nothing_behind_when_it_fails(monkeypatch: pytest.MonkeyPatch):
    own, by = alone()
    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        teams.ask_team(assessment=own.assessment, own=own, by=by, at=now())
    assert Assessment.objects.count() == 1


def test_own_answers_are_offered_and_taken_over_once():
    own, by = alone()
    sheet = first_of_the_team(own, by)
    offer = teams.offer_for(sheet)
    assert (offer.earlier, offer.answers, offer.on) == (own, 42, own.sent_at)

    assert teams.take_over(response=sheet, at=now()) == 42

    assert set(sheet.answers.values_list("reply", flat=True)) == {Reply.P4}
    own.refresh_from_db()
    assert (own.continued_as, sheet.sent_at) == (sheet, None)
    assert teams.offer_for(sheet) is None
    with pytest.raises(teams.NothingToTakeOver):
        teams.take_over(response=sheet, at=now())


def test_answers_given_before_taking_over_stay():
    own, by = alone()
    sheet = first_of_the_team(own, by)
    factories.answers(sheet, {"insight-unprompted": Reply.P1})
    assert teams.take_over(response=sheet, at=now()) == 41
    assert sheet.answers.get(question="insight-unprompted").reply == Reply.P1


def test_questions_ruled_out_are_not_taken_over():
    own, by = alone()
    draft = teams.ask_team(assessment=own.assessment, own=own, by=by, at=now())
    Assessment.objects.filter(pk=draft.pk).update(not_asked=["insight-unprompted"])
    assert teams.offer_for(first_of_the_team(own, by)).answers == 41


def test_nobody_is_offered_the_answers_of_somebody_else():
    own, by = alone()
    sheet = first_of_the_team(own, by)
    colleague = taking_part.begin(
        participant=factories.invited(sheet.assessment, email="other@example.org"), at=now()
    )
    stranger = taking_part.begin(
        participant=factories.invited(factories.assessment(mode="confidential"), email=by.email), at=now()
    )
    assert (teams.offer_for(colleague), teams.offer_for(stranger)) == (None, None)


def test_taking_over_is_refused_once_sent_or_closed():
    own, by = alone()
    sheet = first_of_the_team(own, by)
    answers.send(response=sheet, at=now())
    with pytest.raises(AlreadySent):
        teams.take_over(response=sheet, at=now())
    Assessment.objects.filter(pk=sheet.assessment_id).update(closed_at=now() + timedelta(days=1))
    with pytest.raises(AlreadyClosed):
        teams.take_over(response=sheet, at=now())


def test_taking_over_leaves_nothing_behind_when_it_fails(monkeypatch: pytest.MonkeyPatch):
    own, by = alone()
    sheet = first_of_the_team(own, by)
    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        teams.take_over(response=sheet, at=now())
    own.refresh_from_db()
    assert (sheet.answers.count(), own.continued_as) == (0, None)


def test_the_round_of_one_is_never_the_round_before():
    own, by = alone()
    sheet = first_of_the_team(own, by)
    Assessment.objects.filter(pk=own.assessment_id).update(closed_at=now() + timedelta(days=1))
    assert plans.candidates(sheet.assessment) == []


def test_the_button_puts_whoever_holds_the_answers_on_the_list(client: Client):
    own, by = alone()
    client.force_login(by)
    factories.hold(client, own)
    of = [own.assessment.organisation_id, own.assessment_id]
    assert "Ask your team" in client.get(reverse("assessments:round", args=of)).content.decode()

    client.post(reverse("assessments:ask-team", args=of))

    draft = Assessment.objects.drafts().get()
    assert draft.participants.get().email == by.email


def test_the_button_is_refused_in_words_where_others_answer(client: Client):
    own, by = alone()
    client.force_login(by)
    factories.response(own.assessment)
    page = client.post(
        reverse("assessments:ask-team", args=[own.assessment.organisation_id, own.assessment_id])
    )
    assert page.status_code == 409
    assert "Others answer in this round already." in page.content.decode()


def test_the_offer_stands_on_the_first_question_and_is_taken_by_one_button(client: Client):
    own, by = alone()
    sheet = first_of_the_team(own, by)
    factories.hold(client, sheet)
    first = reverse("assessments:question", args=[sheet.pk, next(iter(factories.asked(sheet)))])
    assert "Take over your 42 answers of" in client.get(first).content.decode()

    taken = client.post(reverse("assessments:take-over", args=[sheet.pk]))

    assert taken.headers["Location"] == reverse("assessments:review", args=[sheet.pk])
    assert sheet.answers.count() == 42
    assert "Take over" not in client.get(first).content.decode()


def test_viewers_cannot_ask_the_team(client: Client):
    own, _by = alone()
    client.force_login(factories.member(own.assessment.organisation, Membership.Role.VIEWER))
    of = [own.assessment.organisation_id, own.assessment_id]
    assert client.post(reverse("assessments:ask-team", args=of)).status_code == 404
