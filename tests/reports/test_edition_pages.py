"""The document of a round: what it says of itself, its approval, and who may."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts import audit
from accounts.models import AuditEvent, Membership, Organisation, User
from actions import planning
from actions.models import Action
from actions.plans import read
from assessments import editions, opening
from assessments.editions import Cost, Wording
from assessments.models import Assessment, Edition
from assessments.refusals import DocumentChanged, DocumentIsDraft, DocumentIsFinal, RoundNotClosed
from reports import approvals
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
WORDING = Wording(
    "strict", "2.0", date(2027, 3, 1), (Cost("Repeat contacts", "120 000 EUR", "service desk"),)
)
TYPED = {
    "marking": "strict",
    "version": "2.0",
    "next_round_on": "2027-03-01",
    "label_1": "Repeat contacts",
    "amount_1": "120 000 EUR",
    "source_1": "service desk",
    "revision": "0",
}


@pytest.fixture
def round_() -> Assessment:
    return factories.closed()


@pytest.fixture
def owner(round_: Assessment) -> User:
    return factories.member(round_.organisation)


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def address(round_: Assessment, name: str = "document") -> str:
    return reverse(f"reports:{name}", args=[round_.organisation_id, round_.pk])


def kept(round_: Assessment) -> Edition:
    return Edition.objects.get(assessment=round_)


def action(round_: Assessment, title: str = "Name journey owners") -> Action:
    return Action.objects.create(
        organisation=round_.organisation, assessment=round_, origin="own", title=title, owner="Kim"
    )


def approved(round_: Assessment, owner: User) -> Edition:
    return approvals.approve(
        assessment=round_, approver="A. Name", revision=0, by=owner, at=AT, **seen(round_)
    )


def seen(round_: Assessment) -> dict[str, str]:
    """Return what the page would post of what it shows."""
    page = approvals.page(Assessment.objects.with_kit().get(pk=round_.pk))
    return {"plan": page.plan, "look": page.look}


def test_change_keeps_what_was_typed(round_: Assessment, owner: User):
    editions.change(assessment=round_, wording=WORDING, revision=0, by=owner)

    edition = kept(round_)
    assert (edition.marking, edition.version, edition.next_round_on, edition.revision) == (
        "strict",
        "2.0",
        date(2027, 3, 1),
        1,
    )
    assert edition.costs == [{"label": "Repeat contacts", "amount": "120 000 EUR", "source": "service desk"}]
    event = AuditEvent.objects.get(action="document changed")
    assert (event.subject, event.actor, event.detail) == (str(round_.pk), owner, "strict, 2.0")


def test_change_of_an_older_state_is_refused(round_: Assessment, owner: User):
    editions.change(assessment=round_, wording=WORDING, revision=0, by=owner)

    with pytest.raises(DocumentChanged):
        editions.change(assessment=round_, wording=WORDING, revision=0, by=owner)


def test_approval_freezes_the_plan_and_the_wording(round_: Assessment, owner: User):
    chosen = action(round_)
    edition = approved(round_, owner)

    assert (edition.final, edition.approver, edition.revision) == (True, "A. Name", 1)
    assert [one.title for one in read(kept(round_).plan).actions] == ["Name journey owners"]
    chosen.title = "Another"
    chosen.save()
    assert [one.title for one in read(kept(round_).plan).actions] == ["Name journey owners"]
    with pytest.raises(DocumentIsFinal):
        editions.change(assessment=round_, wording=WORDING, revision=1, by=owner)
    with pytest.raises(DocumentIsFinal):
        approvals.approve(assessment=round_, approver="B", revision=1, by=owner, at=AT, **seen(round_))


def test_approval_of_an_open_round_is_refused():
    round_ = factories.round_of(3)
    with pytest.raises(RoundNotClosed):
        approved(round_, factories.member(round_.organisation))


def test_withdrawal_counts_the_version_up(round_: Assessment, owner: User):
    approved(round_, owner)
    edition = editions.withdraw_approval(assessment=round_, revision=1, by=owner)

    assert (edition.final, edition.approver, edition.plan, edition.version) == (False, "", "", "1.1")
    with pytest.raises(DocumentIsDraft):
        editions.withdraw_approval(assessment=round_, revision=2, by=owner)


@pytest.mark.parametrize(
    ("version", "following"),
    [
        ("1.0", "1.1"),
        ("1.9", "1.10"),
        ("v3 final", "v4 final"),
        ("first", "first 2"),
        ("x" * 20, "x" * 18 + " 2"),
        ("9" * 20, "9" * 18 + " 2"),
    ],
)
def test_next_version_counts_the_last_number(version: str, following: str):
    assert editions.next_version(version) == following


def test_reopening_takes_the_approval_back(round_: Assessment, owner: User):
    approved(round_, owner)
    opening.reopen(assessment=round_, by=owner, at=AT)

    assert (kept(round_).final, kept(round_).version) == (False, "1.1")


@pytest.mark.parametrize("verb", ["change", "approve", "withdraw"])
def test_nothing_is_kept_where_the_record_fails(
    round_: Assessment, owner: User, verb: str, monkeypatch: pytest.MonkeyPatch
):
    if verb == "withdraw":
        approved(round_, owner)

    def refuse(**event: object) -> None:
        raise RuntimeError

    before = list(Edition.objects.values())
    monkeypatch.setattr(audit, "record", refuse)
    with pytest.raises(RuntimeError):
        {
            "change": lambda: editions.change(assessment=round_, wording=WORDING, revision=0, by=owner),
            "approve": lambda: approved(round_, owner),
            "withdraw": lambda: editions.withdraw_approval(assessment=round_, revision=1, by=owner),
        }[verb]()
    assert list(Edition.objects.values()) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"marking": "secret"},
        {"version": ""},
        {"final_at": AT, "approver": "", "letterhead": "kept"},
        {"final_at": AT, "approver": "A. Name"},
        {"letterhead": "kept"},
        {"logo": b"kept"},
    ],
    ids=str,
)
def test_database_refuses_an_impossible_edition(round_: Assessment, wrong: dict[str, object]):
    with pytest.raises(IntegrityError):
        Edition.objects.create(assessment=round_, **wrong)


def test_page_keeps_what_is_posted(signed_in: Client, round_: Assessment):
    answer = signed_in.post(address(round_), TYPED, follow=True)

    assert answer.status_code == 200
    assert (kept(round_).version, kept(round_).costs[0]["amount"]) == ("2.0", "120 000 EUR")
    assert 'value="120 000 EUR"' in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"version": ""}, "Enter a version, for example 1.0."),
        ({"marking": "secret"}, "Choose one of the list."),
        ({"next_round_on": "soon"}, "Enter a date."),
        ({"label_1": ""}, "Say what this figure is for."),
        ({"amount_1": ""}, "Enter the figure, or leave the whole line empty."),
    ],
    ids=str,
)
def test_page_says_what_is_wrong_beside_it(
    signed_in: Client, round_: Assessment, wrong: dict[str, str], said: str
):
    answer = signed_in.post(address(round_), TYPED | wrong)

    text = answer.content.decode()
    assert (answer.status_code, said in text, "service desk" in text) == (422, True, True)
    assert not Edition.objects.exists()


def test_page_refuses_an_older_state(signed_in: Client, round_: Assessment):
    signed_in.post(address(round_), TYPED)
    answer = signed_in.post(address(round_), TYPED | {"version": "3.0"})

    assert answer.status_code == 409
    assert 'value="3.0"' in answer.content.decode()
    assert kept(round_).version == "2.0"


def test_page_approves_and_says_what_has_changed_since(signed_in: Client, round_: Assessment):
    first = action(round_)
    signed_in.post(address(round_, "approve"), {"approver": "A. Name", "revision": "0", **seen(round_)})
    shown = signed_in.get(address(round_)).content.decode()
    assert "Approved by A. Name" in shown
    assert "still the one that was approved" in shown

    second = action(round_, "Count repeat contacts")
    first.delete()
    shown = signed_in.get(address(round_)).content.decode()
    assert "has changed since the approval" in shown
    assert f"Added: {second.title}" in shown
    assert f"Taken out: {first.title}" in shown


def test_page_refuses_to_approve_another_plan_than_was_seen_and_then_shows_it(
    signed_in: Client, round_: Assessment
):
    typed = {"approver": "A. Name", "revision": "0", **seen(round_)}
    action(round_)
    answer = signed_in.post(address(round_, "approve"), typed)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "The plan of actions has changed since you opened this page." in shown
    assert 'value="A. Name"' in shown
    typed["plan"] = approvals.page(round_).plan
    assert f'value="{typed["plan"]}"' in shown
    assert signed_in.post(address(round_, "approve"), typed).status_code == 302


def test_page_refuses_an_approval_without_a_name(signed_in: Client, round_: Assessment):
    answer = signed_in.post(address(round_, "approve"), {"approver": " ", "revision": "0"})

    assert answer.status_code == 422
    assert "Enter the name of whoever approves the document." in answer.content.decode()


def test_page_refuses_a_second_approval_and_a_second_withdrawal(signed_in: Client, round_: Assessment):
    typed = {"approver": "A. Name", "revision": "0", **seen(round_)}
    assert signed_in.post(address(round_, "withdraw-approval"), {"revision": "0"}).status_code == 409
    assert signed_in.post(address(round_, "approve"), typed).status_code == 302
    assert signed_in.post(address(round_, "approve"), typed | {"revision": "1"}).status_code == 409
    assert signed_in.post(address(round_, "withdraw-approval"), {"revision": "x"}).status_code == 422
    assert signed_in.post(address(round_, "withdraw-approval"), {"revision": "1"}).status_code == 302
    assert kept(round_).version == "1.1"


def test_page_of_an_open_round_cannot_be_approved(client: Client):
    round_ = factories.round_of(3)
    client.force_login(factories.member(round_.organisation))

    assert "can be approved when the round has closed" in client.get(address(round_)).content.decode()
    answer = client.post(address(round_, "approve"), {"approver": "A. Name", "revision": "0"})
    assert answer.status_code == 409


def test_page_of_a_pulse_asks_for_no_costs(client: Client):
    round_ = factories.assessment(scope=Assessment.Scope.PULSE)
    client.force_login(factories.member(round_.organisation))

    assert "label_1" not in client.get(address(round_)).content.decode()


@pytest.mark.parametrize("name", ["document", "approve", "withdraw-approval"])
def test_strangers_and_viewers_are_refused(client: Client, round_: Assessment, name: str):
    client.force_login(factories.member(factories.organisation("Another")))
    assert client.post(address(round_, name), {"revision": "0"}).status_code == 404

    client.force_login(factories.member(round_.organisation, Membership.Role.VIEWER))
    assert client.post(address(round_, name), {"revision": "0"}).status_code in {403, 404}
    assert not Edition.objects.exists()


@pytest.mark.parametrize("name", ["document", "approve", "withdraw-approval"])
def test_round_of_another_organisation_does_not_exist(signed_in: Client, owner: User, name: str):
    foreign = factories.closed(factories.organisation("Another"))
    own = owner.memberships.get().organisation_id

    for pk in (foreign.pk, uuid4()):
        path = reverse(f"reports:{name}", args=[own, pk])
        assert signed_in.post(path, TYPED | {"approver": "A. Name"}).status_code == 404


def test_approval_of_a_round_without_actions_keeps_no_plan(round_: Assessment, owner: User):
    assert (planning.of_assessment(round_), approved(round_, owner).plan) == (None, "")


def test_result_leads_those_who_run_the_round_to_its_document(client: Client, round_: Assessment):
    for role, leads in ((Membership.Role.FACILITATOR, True), (Membership.Role.VIEWER, False)):
        client.force_login(factories.member(round_.organisation, role))
        for path in (
            round_.get_absolute_url(),
            reverse("assessments:round", args=[round_.organisation_id, round_.pk]),
        ):
            assert (address(round_) in client.get(path).content.decode()) is leads


def test_result_says_how_it_is_marked_and_who_approved_it(signed_in: Client, round_: Assessment, owner: User):
    shown = signed_in.get(round_.get_absolute_url()).content.decode()
    assert "Confidential · Version 1.0 · <strong>Draft.</strong> Nobody has approved it yet." in shown

    approved(round_, owner)
    shown = signed_in.get(round_.get_absolute_url()).content.decode()
    assert "<strong>Final.</strong> Approved by A. Name on 4 May 2026." in shown


def test_final_result_prints_the_plan_as_it_was_approved(signed_in: Client, round_: Assessment, owner: User):
    first = action(round_)
    planning.lay_beside(round_)
    assert first.title in signed_in.get(round_.get_absolute_url()).content.decode()
    approved(round_, owner)
    second = action(round_, "Count repeat contacts")
    planning.lay_beside(round_)

    final = signed_in.get(round_.get_absolute_url()).content.decode()
    assert (first.title in final, second.title in final) == (True, False)
    editions.withdraw_approval(assessment=round_, revision=1, by=owner)
    draft = signed_in.get(round_.get_absolute_url()).content.decode()
    assert (first.title in draft, second.title in draft) == (True, True)


def test_result_with_a_plan_asks_no_more_once_it_is_written(
    round_: Assessment, client: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    Organisation.objects.filter(pk=round_.organisation_id).update(kind=Organisation.Kind.SAMPLE)
    for title in ("First", "Second", "Third"):
        action(round_, title)
    planning.lay_beside(round_)
    client.get(round_.get_absolute_url())

    with django_assert_num_queries(2):
        assert "Third" in client.get(round_.get_absolute_url()).content.decode()
