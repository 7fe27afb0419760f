from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from assessments.models import Answer, Assessment, Response
from tests.assessments.conftest import Begin


def answer(response: Response, **more: Any) -> Answer:
    values: dict[str, Any] = {
        "question": "insight-unprompted",
        "reply": 3,
        "revision": 1,
        "op": uuid4(),
        **more,
    }
    return Answer(response=response, assessment=response.assessment, group=response.group, **values)


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


@pytest.mark.parametrize(
    "values",
    [
        {"reply": 0},
        {"reply": 9},
        {"reply": 7},
        {"reply": 3, "reason": "Because"},
        {"revision": 0},
    ],
    ids=["not asked", "beyond", "not applicable without reason", "reason without need", "revision 0"],
)
def test_an_impossible_answer_is_refused_by_the_database(response: Response, values: dict[str, Any]):
    refused(lambda: answer(response, **values).save())


def test_a_second_answer_to_a_question_is_refused_by_the_database(response: Response):
    answer(response).save()
    refused(lambda: answer(response).save())


@pytest.mark.parametrize(
    "values", [{"scope": "half"}, {"mode": "anonymous"}, {"mode": "confidential", "k": 4}, {"k": 0}]
)
def test_an_impossible_assessment_is_refused_by_the_database(response: Response, values: dict[str, Any]):
    refused(lambda: Assessment.objects.update(**values))


def test_closing_a_draft_is_refused_by_the_database(response: Response, at: datetime):
    refused(lambda: Assessment.objects.update(opened_at=None, closed_at=at - timedelta(days=1)))


def test_somebody_without_closing_is_refused_by_the_database(response: Response, owner: User):
    refused(lambda: Assessment.objects.update(closed_by=owner))


def test_sending_before_the_start_is_refused_by_the_database(response: Response, at: datetime):
    refused(lambda: Response.objects.update(sent_at=at - timedelta(days=1)))


def test_continuing_before_sending_is_refused_by_the_database(begin: Begin):
    first, second = begin(), begin()
    refused(lambda: Response.objects.filter(pk=first.pk).update(continued_as=second))


def test_models_name_themselves(response: Response, at: datetime):
    stored = answer(response)
    stored.save()
    names = [str(stored), str(response), str(response.participant), str(response.assessment)]
    organisation = response.assessment.organisation_id
    assert names == [
        "insight-unprompted: P3",
        str(response.pk),
        "leadership",
        f"{organisation} · {at:%Y-%m-%d}",
    ]
