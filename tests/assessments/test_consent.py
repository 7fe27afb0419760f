"""What people asked are told, and what no link gives away."""

from __future__ import annotations

import html
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import now

from accounts.models import Membership, Organisation, User
from assessments import inviting, links
from assessments.models import Assessment, GroupLink, Participant, Response
from tests import factories

pytestmark = pytest.mark.django_db
CONFIDENTIAL = Assessment.Mode.CONFIDENTIAL


def link_of(person: Participant) -> str:
    return reverse("assessments:invited", args=[links.personal_token(person)])


def come(person: Participant, client: Client) -> str:
    """Follow somebody's link and return where it leads."""
    return client.get(link_of(person)).headers["Location"]


def words(page: Any) -> str:
    """Return what a page says, without its markup."""
    return " ".join(html.unescape(strip_tags(page.content.decode())).split())


def owned(mode: str, **more: object) -> Assessment:
    round_ = factories.assessment(mode=mode)
    grace = User.objects.create_user("grace@example.org", "a long password", name="Grace Hopper")
    Membership.objects.create(user=grace, organisation=round_.organisation, role="owner")
    Assessment.objects.filter(pk=round_.pk).update(
        closes_at=datetime.fromisoformat("2031-03-14T17:00:00+00:00"), **more
    )
    Organisation.objects.update(time_zone="Asia/Tokyo")
    return round_


OPEN = (
    "Open round. You are about to answer as part of Harbour Ferries. Your answers may be shown by name "
    "inside Harbour Ferries: to those who answer with you and to Grace Hopper. They can be seen at any time, "
    "also before everybody has finished. You can change them until 15 March 2031, 02:00. Taking part is up "
    "to you; you may leave out any question."
)
INVITES = (
    "Confidential round. Grace Hopper of Harbour Ferries invites you. Your answers are stored under a "
    "pseudonym until 15 March 2031, 02:00, so that you can come back, change them or withdraw them. "
)
FORGETS = (
    "When the round closes, the link between you and your answers is deleted; after that they can no longer "
    "be changed or found. "
)
LINKS = (
    "When the round closes, the link is replaced by a code that only serves to compare your answers with "
    "those you give next time; nobody can read your name from it. "
)
SHOWS = (
    "Results are opened after the round has closed. No group of fewer than 7 people is shown, nor anything "
    "from which its answers could be worked out. Comments are shown without your group; do not name people "
    "in them. Your answers are not used to judge you or any person. Taking part is up to you; you may leave "
    "out any question."
)


@pytest.mark.parametrize(
    ("mode", "linked", "text"),
    [
        ("open", False, OPEN),
        ("confidential", False, INVITES + FORGETS + SHOWS),
        ("confidential", True, INVITES + LINKS + SHOWS),
    ],
)
def test_people_are_told_what_becomes_of_their_answers(client: Client, mode: str, linked: bool, text: str):  # noqa: FBT001 # a parameter
    person = factories.invited(owned(mode, linked=linked, k=7))
    said = words(client.get(come(person, client)))
    assert text in said
    assert "Responsible: Harbour Ferries (grace@example.org). Kept: " in said
    assert "I have read this and begin" in said


def test_a_token_is_in_no_column_of_the_database(client: Client):
    person, link = factories.invited(email="ada@example.org"), factories.group_link()
    secrets = [links.personal_token(person), links.group_token(link.pk)]
    inviting.invite(assessment=person.assessment, at=now())
    for token in secrets:
        path = reverse("assessments:invited", args=[token])
        client.get(path, follow=True)
        Client(enforce_csrf_checks=True).post(path)
    client.post(reverse("assessments:taking-part", args=[person.key]))
    rows = [str(list(model._default_manager.values_list())) for model in apps.get_models()]
    assert [token for token in secrets if any(token in row for row in rows)] == []


def test_the_address_of_a_link_tells_nobody_more_than_the_host(client: Client):
    for path in (link_of(factories.invited()), reverse("assessments:invited", args=["guessed"])):
        page = client.get(path)
        assert page.headers["Referrer-Policy"] == "strict-origin"
        assert {"no-store", "private"} <= set(page.headers["Cache-Control"].split(", "))


def test_one_who_has_begun_can_withdraw_from_the_page_for_pausing(client: Client):
    person = factories.invited()
    client.post(come(person, client))
    page = client.get(reverse("assessments:pause", args=[Response.objects.get().pk]))
    assert reverse("assessments:withdraw", args=[person.key]) in page.content.decode()


@pytest.mark.parametrize("count", [0, -1])
def test_a_shared_link_lets_in_at_least_one(count: int):
    with pytest.raises((IntegrityError, DataError)):
        factories.group_link(cap=count)


def test_a_group_has_one_shared_link_at_a_time():
    first = factories.group_link()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.group_link(first.assessment)
    GroupLink.objects.update(revoked_at=now())
    factories.group_link(first.assessment)


def test_an_address_stands_in_a_round_once_whatever_its_case():
    ada = factories.invited(email="ada@example.org")
    factories.invited(email="ada@example.org")
    with pytest.raises(IntegrityError):
        factories.invited(ada.assessment, email="ADA@example.org")


def test_who_came_by_a_shared_link_comes_back_by_it(client: Client):
    link = factories.group_link(cap=1)
    shared = reverse("assessments:invited", args=[links.group_token(link.pk)])
    client.post(client.get(shared).headers["Location"])
    own = reverse("assessments:taking-part", args=[link.participants.get().key])
    assert client.get(shared).headers["Location"] == own
    GroupLink.objects.update(cap=2)
    assert own in client.get(shared, follow=True).content.decode()
    assert Client().get(shared).status_code == 302
