"""Two requests at the same moment, on real threads with connections of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils.timezone import now

from accounts.models import AuditEvent, User
from assessments import answers, lifecycle, schedule
from assessments.models import Answer, Assessment, Response
from assessments.refusals import AlreadyClosed, AlreadySent, Refusal, StaleRevision
from scoring import Reply
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 4
POSITIONS = (Reply.P1, Reply.P2, Reply.P3, Reply.P4)


def together(*acts: Callable[[], object]) -> list[object]:
    """Do everything at the same moment and return what came of each."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def saving(
    sheet: Response, *, op: UUID | None = None, reply: Reply = Reply.P3, revision: int = 1
) -> Callable[[], int]:
    return lambda: answers.save_answer(
        response_id=sheet.pk,
        question="insight-unprompted",
        reply=reply,
        op=op or uuid4(),
        revision=revision,
        at=now(),
    )


def sending(sheet: Response) -> Callable[[], object]:
    return lambda: answers.send(response=sheet, at=now())


def closing(sheet: Response, by: User) -> Callable[[], object]:
    return lambda: lifecycle.close_assessment(assessment=sheet.assessment, by=by, at=now())


def test_one_op_sent_many_times_at_once_is_one_answer():
    sheet, op = factories.response(), uuid4()
    assert together(*[saving(sheet, op=op)] * THREADS) == [1] * THREADS
    assert list(Answer.objects.values_list("op", "revision")) == [(op, 1)]


def test_of_many_first_answers_at_once_one_is_kept_and_the_others_hear_of_it():
    sheet = factories.response()
    said = together(*(saving(sheet, reply=reply) for reply in POSITIONS))
    assert sorted(map(str, said)) == sorted(["1"] + [str(StaleRevision)] * 3)
    assert Answer.objects.count() == 1


def test_an_answer_is_saved_before_sending_or_refused():
    for _ in range(5):
        sheet = factories.response()
        saved, _sent = together(saving(sheet), sending(sheet))
        assert (saved, sheet.answers.count()) in {(1, 1), (AlreadySent, 0)}


def test_an_answer_is_saved_before_closing_or_refused():
    for _ in range(5):
        sheet = factories.response()
        saved, _closed = together(
            saving(sheet),
            closing(sheet, factories.member()),
        )
        assert (saved, sheet.answers.count()) in {(1, 1), (AlreadyClosed, 0)}


def test_a_round_closed_by_hand_and_by_schedule_at_once_is_closed_once():
    for _ in range(3):
        sheet = factories.sent(factories.assessment(mode="confidential"))
        Assessment.objects.filter(pk=sheet.assessment_id).update(closes_at=now())
        by = factories.member()
        by_hand, kept = together(closing(sheet, by), lambda: schedule.keep(at=now()).closed)
        closed_by = Assessment.objects.values_list("closed_by", flat=True).get(pk=sheet.assessment_id)
        assert (by_hand is AlreadyClosed, kept, closed_by) in {(False, 0, by.pk), (True, 1, None)}
        assert AuditEvent.objects.filter(action="assessment closed", subject=sheet.assessment_id).count() == 1


def test_an_answer_is_saved_before_closing_by_schedule_or_refused():
    for _ in range(5):
        sheet = factories.response()
        Assessment.objects.filter(pk=sheet.assessment_id).update(closes_at=now())
        saved, _kept = together(saving(sheet), lambda: schedule.keep(at=now()))
        assert (saved, sheet.answers.count()) in {(1, 1), (AlreadyClosed, 0)}


def test_continuing_many_times_at_once_opens_one_round():
    pulse = factories.sent(factories.assessment(scope="pulse"))
    together(*[lambda: lifecycle.continue_in_full(response=pulse, at=now()).pk] * THREADS)
    assert (Assessment.objects.count(), Response.objects.count()) == (2, 2)
