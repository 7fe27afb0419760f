from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEvent, Membership, Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "a phrase nobody guesses"


def test_sign_in_with_the_right_password_leads_home(client: Client):
    User.objects.create_user("mira@example.org", PASSWORD)

    response = client.post(reverse("accounts:sign-in"), {"login": "Mira@example.org", "password": PASSWORD})

    assert (response.status_code, response.headers["Location"]) == (302, reverse("assessments:claim"))


def test_sign_in_with_a_wrong_password_is_422_and_keeps_the_address(client: Client):
    User.objects.create_user("mira@example.org", PASSWORD)

    response = client.post(reverse("accounts:sign-in"), {"login": "mira@example.org", "password": "wrong"})

    assert response.status_code == 422
    assert 'value="mira@example.org"' in response.content.decode()
    assert "There is a problem" in response.content.decode()


def test_home_sends_strangers_to_sign_in(client: Client):
    response = client.get(reverse("accounts:home"))

    assert response.headers["Location"] == f"{reverse('accounts:sign-in')}?next={reverse('accounts:home')}"


def test_home_lists_own_organisations_only(client: Client):
    user = User.objects.create_user("mira@example.org", PASSWORD)
    own = Organisation.objects.create(name="Own harbour")
    Organisation.objects.create(name="Foreign harbour")
    Membership.objects.create(user=user, organisation=own, role="viewer")
    client.force_login(user)

    page = client.get(reverse("accounts:home")).content.decode()

    assert "Own harbour" in page
    assert "Foreign harbour" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_as_many_queries_for_three_organisations_as_for_one(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    user = User.objects.create_user("mira@example.org", PASSWORD)
    for number in range(count):
        organisation = Organisation.objects.create(name=f"Harbour {number}")
        Membership.objects.create(user=user, organisation=organisation, role="viewer")
    client.force_login(user)

    with django_assert_num_queries(3):  # session, person, organisations
        client.get(reverse("accounts:home"))


def test_home_says_role_latest_change_and_end_of_access(client: Client):
    organisation = factories.organisation("Own harbour")
    until = datetime(2999, 5, 3, 12, tzinfo=UTC)
    client.force_login(factories.membership(organisation, "facilitator", until=until).user)
    at = datetime(2026, 3, 9, 12, tzinfo=UTC)
    AuditEvent.objects.create(organisation=organisation, action="logo changed", subject="x", at=at)

    page = client.get(reverse("accounts:home")).content.decode()

    for words in ("Facilitator", "last change on 9 March 2026", "access ends on 3 May 2999"):
        assert words in page


def test_home_without_an_organisation_offers_to_create_one(client: Client):
    client.force_login(factories.member())
    assert reverse("organisations:create") in client.get(reverse("accounts:home")).content.decode()


@pytest.mark.parametrize(("count", "offered"), [(8, False), (9, True)])
def test_home_offers_a_search_from_nine_organisations_on(client: Client, count: int, offered: bool):  # noqa: FBT001 # a parameter of the test
    client.force_login(consultant(count))
    assert ('role="search"' in client.get(reverse("accounts:home")).content.decode()) == offered


@pytest.mark.parametrize(("asked", "found"), [("harbour 3", 1), ("HARBOUR", 9), ("nobody", 0), ("\x00", 9)])
def test_home_finds_organisations_by_name(client: Client, asked: str, found: int):
    client.force_login(consultant(9))
    page = client.get(reverse("accounts:home"), {"search": asked}).content.decode()
    assert page.count("org-link") == found
    assert 'role="search"' in page


def consultant(count: int) -> User:
    person = factories.member()
    for number in range(count):
        organisation = factories.organisation(f"Harbour {number}")
        Membership.objects.create(user=person, organisation=organisation, role="viewer")
    return person


def test_sign_out_ends_the_session(client: Client):
    client.force_login(User.objects.create_user("mira@example.org", PASSWORD))

    client.post(reverse("accounts:sign-out"))

    assert client.get(reverse("accounts:home")).status_code == 302
