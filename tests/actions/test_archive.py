"""The plan in the file of an organisation's data."""

from __future__ import annotations

import csv
import io

import pytest

from actions import archive
from actions.models import Review
from tests.actions import plans

pytestmark = pytest.mark.django_db


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_holds_every_action_and_what_became_of_it():
    round_ = plans.round_(title="Spring")
    one = plans.action(round_, "=1+1", owner="Ada", email="ada@example.org")
    plans.action(plans.round_(), "Of another organisation")
    later = plans.round_(round_.organisation, title="Autumn")
    Review.objects.create(action=one, assessment=later, verdict="goes on", note="Half")
    actions, reviews = (
        rows(archive.actions_of(round_.organisation)),
        rows(archive.reviews_of(round_.organisation)),
    )
    assert [(row["round"], row["title"], row["email"], row["status"]) for row in actions] == [
        ("Spring", "'=1+1", "ada@example.org", "planned")
    ]
    assert [(row["round"], row["verdict"], row["note"]) for row in reviews] == [("Autumn", "goes on", "Half")]
