from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from accounts.models import User
from assessments import answers, lifecycle, selectors
from assessments.models import Assessment, Response
from scoring import Reply
from tests.assessments.conftest import Begin, answer_all, counted, questions, save


def loaded(response: Response) -> Response:
    return Response.objects.with_kit().get(pk=response.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_question_page_asks_twice_however_many_answers_there_are(response: Response, count: int):
    for question in questions(response)[:count]:
        save(response, question)
    sheet = loaded(response)
    with counted() as statements:
        selectors.question_page(sheet, "insight-unprompted")
    assert len(statements) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_review_asks_once_however_many_answers_there_are(response: Response, count: int):
    for question in questions(response)[:count]:
        save(response, question)
    sheet = loaded(response)
    with counted() as statements:
        selectors.review(sheet)
    assert len(statements) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_own_sheets_ask_once_however_many_sheets_there_are(begin: Begin, count: int):
    ids = [begin().pk for _ in range(count)]
    with counted() as statements:
        found = selectors.own_sheets(ids)
    assert (len(found), len(statements)) == (count, 1)


def test_question_page_knows_the_way_and_the_progress(response: Response):
    save(response, "insight-shared-picture")
    page = selectors.question_page(response, "insight-unprompted")
    stop = page.stop
    assert (stop.number, stop.previous, stop.next) == (3, "insight-three-levels", "insight-direct-contact")
    assert (page.answered, page.sheet.total) == (1, 42)
    first = page.rail[0]
    assert (first.name, first.answered, first.total, first.question, first.current) == (
        "Customer insight",
        1,
        4,
        "insight-three-levels",
        True,
    )


def test_only_what_the_group_can_judge_is_on_the_way(begin: Begin):
    page = selectors.question_page(begin(group="customer-facing"), "insight-unprompted")
    assert (page.stop.previous, page.sheet.total) == ("insight-shared-picture", 35)


def test_first_unanswered_is_where_one_goes_on(response: Response):
    save(response, "insight-shared-picture")
    save(response, "insight-three-levels", Reply.SKIPPED, comment="Later")
    assert selectors.first_unanswered(response) == "insight-three-levels"


def test_first_unanswered_is_nothing_when_all_is_answered(response: Response):
    answer_all(response)
    assert selectors.first_unanswered(response) is None


def test_review_names_degrees_and_puts_the_unanswered_first(begin: Begin):
    response = begin(scope="pulse")
    way = questions(response)
    for question, reply in zip(way, (Reply.P1, Reply.P4, Reply.DONT_KNOW), strict=False):
        save(response, question, reply)
    review = selectors.review(response)
    rows = [row for _pillar, pillar_rows in review.pillars for row in pillar_rows]
    assert [(row.label, row.degree) for row in rows[:4]] == [
        ("Random", 1),
        ("Past Intentional, not yet Differentiated", 2),
        ("I cannot judge this", None),
        ("", None),
    ]
    answered = [row.stop.question.id for _pillar, rows in review.answered_pillars for row in rows]
    assert (answered, [row.stop.question.id for row in review.unanswered]) == (way[:3], way[3:])
    assert (review.answered, review.total) == (3, 12)


def test_own_sheets_lead_on_or_to_the_result_and_leave_out_what_is_over(
    begin: Begin, owner: User, at: datetime
):
    going, sent, closed = begin(name="Going"), begin(name="Sent"), begin(name="Closed")
    continued = begin(name="Continued", scope="pulse")
    for sheet in (sent, continued):
        answers.send(response=sheet, at=at)
    lifecycle.continue_in_full(response=continued, at=at)
    lifecycle.close_assessment(assessment=closed.assessment, by=owner, at=at + timedelta(seconds=1))
    save(going, "insight-unprompted")
    found = selectors.own_sheets([going.pk, sent.pk, closed.pk, continued.pk])
    assert {(sheet.organisation, sheet.answered, sheet.address) for sheet in found} == {
        ("Going", 1, going.get_absolute_url()),
        ("Sent", 0, sent.assessment.get_absolute_url()),
    }


def test_a_sheet_sent_in_confidence_leads_to_its_answers_until_there_is_a_result(
    response: Response, at: datetime
):
    answers.send(response=response, at=at)
    Assessment.objects.update(mode="confidential")
    assert [s.address for s in selectors.own_sheets([response.pk])] == [response.get_absolute_url()]
