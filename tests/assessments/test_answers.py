from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.utils.timezone import now

from accounts.models import AuditEvent, User
from assessments import answers, lifecycle
from assessments.models import Answer, Response
from assessments.refusals import (
    AlreadyClosed,
    AlreadySent,
    ImpossibleAnswer,
    NotAsked,
    StaleRevision,
)
from scoring import Reply
from tests.assessments.conftest import Begin, counted, questions, save

OP = UUID("00000000-0000-4000-8000-000000000001")
NA_ALLOWED = "insight-direct-contact"


def stored(response: Response) -> list[tuple[str, int, str, int]]:
    return list(response.answers.order_by("question").values_list("question", "reply", "reason", "revision"))


def test_save_answer_stores_it_with_assessment_and_group(response: Response):
    save(response, "insight-unprompted", Reply.P4, comment="Since May", evidence="The log")
    answer = Answer.objects.get()
    assert (answer.assessment_id, answer.group) == (response.assessment_id, "leadership")
    assert (answer.reply, answer.comment, answer.evidence) == (4, "Since May", "The log")


def test_save_answer_asks_the_database_once_after_the_first_time(response: Response):
    with counted() as first:
        save(response, "insight-unprompted")
    with counted() as later:
        save(response, "insight-unprompted", Reply.P5, revision=2)
    assert (len(first), len(later)) == (2, 1)


def test_the_same_op_again_changes_nothing(response: Response):
    save(response, "insight-unprompted", Reply.P4, op=OP)
    assert save(response, "insight-unprompted", Reply.P4, op=OP) == 1
    assert stored(response) == [("insight-unprompted", 4, "", 1)]


@pytest.mark.parametrize("revision", [1, 2])
def test_a_stale_revision_is_refused_with_the_current_answer(response: Response, revision: int):
    save(response, "insight-unprompted", Reply.P4, revision=2)
    with pytest.raises(StaleRevision) as refusal:
        save(response, "insight-unprompted", Reply.P1, revision=revision)
    assert (refusal.value.current.reply, refusal.value.current.revision) == (4, 2)
    assert stored(response) == [("insight-unprompted", 4, "", 2)]


def test_a_question_of_other_groups_is_not_asked(begin: Begin):
    response = begin(group="customer-facing")
    with pytest.raises(NotAsked):
        save(response, "insight-three-levels")
    assert stored(response) == []


def test_an_unknown_question_is_not_asked(response: Response):
    with pytest.raises(NotAsked):
        save(response, "no-such-question")


def test_a_pulse_asks_only_its_own_questions(begin: Begin):
    response = begin(scope="pulse")
    assert len(questions(response)) == 12
    with pytest.raises(NotAsked):
        save(response, "insight-unprompted")


def test_not_applicable_is_refused_where_it_cannot_be(response: Response):
    with pytest.raises(ImpossibleAnswer) as refusal:
        save(response, "insight-unprompted", Reply.NOT_APPLICABLE, reason="No")
    assert refusal.value.field == "reply"


def test_not_applicable_needs_a_reason(response: Response):
    with pytest.raises(ImpossibleAnswer) as refusal:
        save(response, NA_ALLOWED, Reply.NOT_APPLICABLE, reason="  ")
    assert refusal.value.field == "reason"


def test_a_reason_goes_when_the_answer_is_no_longer_not_applicable(response: Response):
    save(response, NA_ALLOWED, Reply.NOT_APPLICABLE, reason="Everybody does")
    assert stored(response) == [(NA_ALLOWED, 7, "Everybody does", 1)]
    save(response, NA_ALLOWED, Reply.P2, revision=2, reason="Everybody does")
    assert stored(response) == [(NA_ALLOWED, 2, "", 2)]


def test_saying_nothing_stores_nothing(response: Response):
    assert save(response, "insight-unprompted", Reply.SKIPPED) == 0
    assert stored(response) == []


def test_a_comment_alone_is_kept_as_skipped(response: Response):
    save(response, "insight-unprompted", Reply.SKIPPED, comment="Ask Ingrid")
    assert stored(response) == [("insight-unprompted", 8, "", 1)]


def test_a_sent_sheet_takes_no_answer(response: Response, at: datetime):
    answers.send(response=response, at=at)
    with pytest.raises(AlreadySent):
        save(response, "insight-unprompted")


def test_an_op_that_arrived_before_sending_is_still_acknowledged(response: Response, at: datetime):
    save(response, "insight-unprompted", op=OP)
    answers.send(response=response, at=at)
    assert save(response, "insight-unprompted", op=OP) == 1


def test_a_closed_round_takes_no_answer(response: Response, owner: User):
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    with pytest.raises(AlreadyClosed):
        save(response, "insight-unprompted")


def test_sending_twice_is_sending_once(response: Response, at: datetime):
    answers.send(response=response, at=at)
    again = answers.send(response=response, at=now())
    assert again.sent_at == at
    assert AuditEvent.objects.filter(action="response sent").count() == 1


def test_reopen_takes_the_sheet_back(response: Response, at: datetime):
    answers.send(response=response, at=at)
    assert answers.reopen(response=response, at=now()).sent_at is None
    assert save(response, "insight-unprompted") == 1


def test_reopen_is_refused_once_the_round_has_closed(response: Response, owner: User, at: datetime):
    answers.send(response=response, at=at)
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    with pytest.raises(AlreadyClosed):
        answers.reopen(response=response, at=now())


def test_reopen_is_refused_once_it_was_continued(begin: Begin, at: datetime):
    pulse = begin(scope="pulse")
    answers.send(response=pulse, at=at)
    lifecycle.continue_in_full(response=pulse, at=at)
    with pytest.raises(AlreadySent):
        answers.reopen(response=pulse, at=now())


def test_sending_leaves_nothing_behind_when_it_fails(
    response: Response, at: datetime, monkeypatch: pytest.MonkeyPatch
):
    def fail(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        answers.send(response=response, at=at)
    response.refresh_from_db()
    assert response.sent_at is None


def test_unknown_response_is_not_found(db: None):
    with pytest.raises(Response.DoesNotExist):
        answers.save_answer(
            response_id=uuid4(), question="x", reply=Reply.P1, op=uuid4(), revision=1, at=now()
        )
