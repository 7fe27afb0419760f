from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organisation, User

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


def test_sign_out_ends_the_session(client: Client):
    client.force_login(User.objects.create_user("mira@example.org", PASSWORD))

    client.post(reverse("accounts:sign-out"))

    assert client.get(reverse("accounts:home")).status_code == 302
