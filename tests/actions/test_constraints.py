"""What the database itself refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from actions.models import Action, Review
from assessments.models import Assessment
from tests.actions import plans

pytestmark = pytest.mark.django_db
WRONG: dict[str, dict[str, Any]] = {
    "actions_action_named": {"title": ""},
    "actions_action_origin": {"origin": "nowhere"},
    "actions_action_grades": {"impact": 4},
    "actions_action_settled": {"status": "done", "settled_at": None},
}


@pytest.fixture
def round_() -> Assessment:
    return plans.round_()


def put(round_: Assessment, **fields: Any) -> Action:
    with transaction.atomic():
        return Action.objects.create(
            organisation=round_.organisation,
            assessment=round_,
            **{"origin": "framework", "title": "Do it", **fields},
        )


@pytest.mark.parametrize("name", WRONG)
def test_an_impossible_action_is_refused(round_: Assessment, name: str):
    with pytest.raises(IntegrityError, match=name):
        put(round_, **WRONG[name])


@pytest.mark.parametrize(
    "fields",
    [
        {"impact": 0},
        {"effort": 0},
        {"effort": 4},
        {"status": "planned", "settled_at": "now"},
        {"status": "x"},
    ],
    ids=["no impact", "no effort", "too much effort", "planned and settled", "another status"],
)
def test_other_impossible_actions_are_refused(round_: Assessment, fields: dict[str, Any]):
    if "settled_at" in fields:
        fields = {**fields, "settled_at": now()}
    with pytest.raises(IntegrityError, match=r"grades|settled"):
        put(round_, **fields)


def test_what_is_proposed_is_chosen_once_and_ones_own_as_often_as_one_likes(round_: Assessment):
    put(round_, source="a")
    put(round_, origin="workshop", source="a")
    put(plans.round_(round_.organisation), source="a")
    put(round_, origin="own")
    put(round_, origin="own")
    with pytest.raises(IntegrityError):
        put(round_, source="a")


def test_a_round_reviews_an_action_once_and_says_what_it_knows(round_: Assessment):
    later, action = plans.round_(round_.organisation, earlier=round_), put(round_)
    Review.objects.create(action=action, assessment=later, verdict="done")
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(action=action, assessment=later, verdict="goes on")
    with pytest.raises(IntegrityError, match="actions_review_verdict"), transaction.atomic():
        Review.objects.create(action=action, assessment=round_, verdict="late")
