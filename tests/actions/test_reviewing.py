"""Say in a round what has become of the actions of the rounds before."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import AuditEvent, Membership, User
from actions import planning, reviewing
from actions.models import Action, Review
from actions.refusals import NotFromBefore
from actions.reviewing import Finding
from assessments.models import Assessment, StoredResult
from tests import factories
from tests.actions import plans
from tests.assessments.conftest import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Assessment:
    return plans.round_()


@pytest.fixture
def second(first: Assessment) -> Assessment:
    """Return the next round, which is open."""
    made = factories.assessment(first.organisation, title="Second")
    Assessment.objects.filter(pk=made.pk).update(earlier=first)
    return Assessment.objects.with_kit().get(pk=made.pk)


@pytest.fixture
def by(first: Assessment) -> User:
    return factories.member(first.organisation, Membership.Role.FACILITATOR)


@pytest.fixture
def member(client: Client, by: User) -> Client:
    client.force_login(by)
    return client


def review(round_: Assessment, one: Action, verdict: str, by: User, note: str = "") -> int:
    return reviewing.review(assessment=round_, findings={one.pk: Finding(verdict, note)}, by=by, at=now())


def posted(one: Action, verdict: str, note: str = "") -> dict[str, str]:
    return {f"verdict_{one.pk}": verdict, f"note_{one.pk}": note}


FOUND = {
    ("planned", "done"): "done",
    ("planned", "goes on"): "planned",
    ("begun", "goes on"): "begun",
    ("begun", "dropped"): "dropped",
}


@pytest.mark.parametrize(("status", "verdict"), FOUND)
def test_what_is_found_settles_the_action(
    first: Assessment, second: Assessment, by: User, status: str, verdict: str
):
    one = plans.action(first, status=status)
    assert review(second, one, verdict, by, "So") == 1
    one.refresh_from_db()
    kept = Review.objects.get()
    assert (one.status, one.open, kept.verdict, kept.note, kept.by) == (
        FOUND[status, verdict],
        verdict == "goes on",
        verdict,
        "So",
        by,
    )


def test_a_finding_can_be_taken_back(first: Assessment, second: Assessment, by: User):
    one = plans.action(first)
    found = [review(second, one, verdict, by) for verdict in ("done", "done", "goes on")]
    one.refresh_from_db()
    assert (found, one.status, Review.objects.get().verdict) == ([1, 0, 1], "begun", "goes on")
    assert AuditEvent.objects.filter(action="actions reviewed").count() == 2


def test_a_round_reviews_no_action_of_its_own_or_of_others(first: Assessment, second: Assessment, by: User):
    own = plans.action(plans.round_(first.organisation))
    foreign = plans.action(plans.round_())
    for one in (own, foreign):
        with pytest.raises(NotFromBefore):
            review(second, one, "done", by)
    assert Review.objects.count() == 0


def test_what_was_settled_without_the_round_is_not_reviewed(first: Assessment, second: Assessment, by: User):
    with pytest.raises(NotFromBefore):
        review(second, plans.action(first, status="done"), "dropped", by)


def test_nothing_is_kept_where_the_plan_cannot_be_laid_beside(
    first: Assessment, second: Assessment, by: User, monkeypatch: pytest.MonkeyPatch
):
    one = plans.action(first)
    monkeypatch.setattr(planning, "lay_beside", plans.fail)
    with pytest.raises(RuntimeError):
        review(second, one, "done", by)
    one.refresh_from_db()
    assert (one.status, Review.objects.count(), StoredResult.objects.get().planned) == ("planned", 0, "")


def test_the_page_lists_what_is_open_and_keeps_what_was_said(
    member: Client, first: Assessment, second: Assessment
):
    named, left = plans.action(first, "Name the owners"), plans.action(first, "Left for later")
    plans.action(first, "Over and done with", status="done")
    page = member.get(plans.path("review", second)).content.decode()
    assert ("Name the owners" in page, "Left for later" in page, "Over and done" in page) == (
        True,
        True,
        False,
    )
    answer = member.post(
        plans.path("review", second), {**posted(named, "done", "In May"), **posted(left, "")}
    )
    assert answer.headers["Location"] == plans.path("review", second)
    again = member.get(plans.path("review", second))
    asked = {one.title: (verdict.value(), note.value()) for one, verdict, note in again.context["asked"]}
    assert asked == {"Left for later": ("", ""), "Name the owners": ("done", "In May")}
    assert list(asked) == ["Left for later", "Name the owners"]


@pytest.mark.parametrize(
    ("verdict", "note"), [("", "Only a note"), ("nonsense", "Kept"), ("done", "x" * 501)]
)
def test_what_is_wrong_is_said_beside_it(
    member: Client, first: Assessment, second: Assessment, verdict: str, note: str
):
    one = plans.action(first)
    answer = member.post(plans.path("review", second), posted(one, verdict, note))
    assert (answer.status_code, Review.objects.count()) == (422, 0)
    assert note in answer.content.decode()


def test_an_action_removed_meanwhile_is_passed_over(member: Client, first: Assessment, second: Assessment):
    one = plans.action(first)
    fields = posted(one, "done")
    Action.objects.all().delete()
    assert member.post(plans.path("review", second), fields).status_code == 302
    assert Review.objects.count() == 0


def test_a_round_without_open_ones_says_so(member: Client, first: Assessment):
    page = member.get(plans.path("review", first)).content.decode()
    assert "Nothing is open" in page


@pytest.mark.parametrize("name", ["round", "close-round"])
def test_the_round_leads_to_what_is_open(member: Client, first: Assessment, second: Assessment, name: str):
    address = reverse(f"assessments:{name}", args=[second.organisation_id, second.pk])
    assert "still open" not in member.get(address).content.decode()
    one = plans.action(first)
    page = member.get(address).content.decode()
    assert "1 action of the rounds before is still open." in page
    assert plans.path("review", second) in page
    member.post(plans.path("review", second), posted(one, "goes on"))
    assert "still open" not in member.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_three_as_for_one(
    member: Client, first: Assessment, second: Assessment, count: int
):
    for number in range(count):
        plans.action(first, f"Number {number}")
    with counted() as statements:
        member.get(plans.path("review", second))
    # session, person, membership; round, rounds, actions, reviews; organisations of the switcher
    assert len(statements) == 8


def test_others_see_no_review(client: Client, second: Assessment):
    client.force_login(factories.member(factories.organisation()))
    viewer = Client()
    viewer.force_login(factories.member(second.organisation, Membership.Role.VIEWER))
    asked = [each.get(plans.path("review", second)).status_code for each in (client, viewer)]
    assert asked == [404, 404]
