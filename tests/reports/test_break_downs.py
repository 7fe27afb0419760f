"""Declared break-downs on the page and in the report."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments import lifecycle, release, results
from assessments.models import Answer, Assessment
from tests import factories

pytestmark = pytest.mark.django_db

SITE = {
    "id": "site",
    "name": "Site",
    "options": [{"id": id_, "name": id_.title()} for id_ in ("north", "south", "west")],
}


@pytest.fixture
def owner(db: None) -> User:
    return factories.member()


def round_by_site(mode: str, people: int = 36, *, west: int = 0) -> Assessment:
    made = factories.assessment(mode=mode)
    made.breakdowns = [SITE]
    made.save()
    factories.round_of(people, made)
    for number, sheet in enumerate(made.responses.order_by("participant")):
        sheet.traits = {"site": "west" if number < west else ("north", "south")[number // 3 % 2]}
        sheet.save(update_fields=["traits"])
    return made


def close(assessment: Assessment, owner: User) -> Assessment:
    return lifecycle.close_assessment(assessment=assessment, by=owner, at=timezone.now())


def test_options_stand_side_by_side(owner: User):
    closed = close(round_by_site("confidential"), owner)

    part = factories.report_of(closed).differences.apart[0]

    assert (part.name, [(option.name, option.n) for option in part.options]) == (
        "Site",
        [("North", 18), ("South", 18), ("West", None)],
    )
    assert part.options[2].reason == "Nobody answered."
    assert len(part.dumbbells) > 5


def test_option_of_a_few_is_hidden_with_the_reason_and_without_its_number(owner: User):
    closed = close(round_by_site("confidential", west=2), owner)

    part = factories.report_of(closed).differences.apart[0]

    hidden = [option for option in part.options if option.n is None]
    assert [option.name for option in hidden] == ["North", "West"]
    assert [option.reason for option in hidden] == [
        "Not shown: the answers of a smaller group could be worked out from it.",
        "Not shown: too few answers to do so without exposing people.",
    ]


def test_open_round_shows_every_option():
    part = factories.report_of(round_by_site("open", west=2)).differences.apart[0]

    assert [(option.name, option.n) for option in part.options] == [("North", 16), ("South", 18), ("West", 2)]


def test_page_shows_the_break_down(owner: User, client: Client):
    closed = close(round_by_site("confidential"), owner)
    client.force_login(factories.member(closed.organisation))

    body = client.get(reverse("reports:result", args=[closed.pk])).content.decode()

    assert "By Site" in body


def commented(
    assessment: Assessment, comments: dict[str, int], question: str = "insight-three-levels"
) -> None:
    """Let so many of each group comment on a question."""
    for group, number in comments.items():
        for at, sheet in enumerate(assessment.responses.filter(group=group)[:number]):
            Answer.objects.filter(response=sheet, question=question).update(comment=f"{group} {at:02}")
            sheet.commented = True
            sheet.save(update_fields=["commented"])


def released(assessment: Assessment) -> release.Comments:
    return release.of(assessment, results.current(assessment)).comments


def test_comments_of_a_confidential_round_have_no_group_and_stand_by_their_text(owner: User):
    round_ = factories.round_of(18, factories.assessment(mode="confidential"))
    commented(round_, {"leadership": 2, "support": 3})
    closed = close(round_, owner)

    found = released(closed)

    assert found.together["insight-three-levels"] == (
        "leadership 00",
        "leadership 01",
        "support 00",
        "support 01",
        "support 02",
    )
    assert found.by_group == {}


@pytest.mark.parametrize(
    ("comments", "named"),
    [
        ({"leadership": 10}, ["leadership"]),
        ({"leadership": 9}, []),
        ({"leadership": 10, "support": 3}, []),
        ({"leadership": 10, "support": 10}, ["leadership", "support"]),
    ],
)
def test_comments_bear_their_group_from_ten_on_where_no_other_follows(
    owner: User, comments: dict[str, int], named: list[str]
):
    round_ = factories.round_of(36, factories.assessment(mode="confidential"))
    commented(round_, comments)
    closed = close(round_, owner)

    assert list(released(closed).by_group.get("insight-three-levels", {})) == named


def test_comments_wait_with_the_answers_that_the_result_does_not_count(owner: User):
    round_ = factories.round_of(18, factories.assessment(mode="confidential"))
    commented(round_, {"leadership": 2})
    closed = close(round_, owner)
    assert released(closed).together
    Assessment.objects.filter(pk=closed.pk).update(closed_at=None, closed_by=None, reopened_at=timezone.now())
    closed.refresh_from_db()
    factories.sent(closed)

    assert released(closed) == release.Comments()


def test_why_says_what_hides_each_thing(owner: User):
    round_ = round_by_site("confidential", west=2)
    page = release.of(close(round_, owner), results.current(Assessment.objects.get(pk=round_.pk)))

    assert page.why("result") is None
    assert page.why("group", "leadership") is None
    assert page.why("option", "site", "west") == "too few people"
    assert page.why("option", "site", "north") == "protects others"
    assert page.why("option", "site", "south") is None


def test_nothing_is_shown_of_a_round_of_a_few(owner: User):
    closed = close(factories.round_of(4, factories.assessment(mode="confidential")), owner)
    page = release.of(closed, results.current(closed))

    assert {page.why("result"), page.why("group", "support"), page.why("step", "vision")} == {
        "too few people"
    }
