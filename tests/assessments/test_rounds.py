from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import factories

pytestmark = pytest.mark.django_db


def test_rounds_of_another_organisation_do_not_exist(client: Client):
    client.force_login(factories.member(factories.organisation("Own harbour")))
    foreign = factories.organisation("Foreign harbour")

    pages = [client.get(reverse("assessments:rounds", args=[pk])) for pk in (foreign.pk, uuid4())]

    assert [page.status_code for page in pages] == [404, 404]
    assert "Foreign harbour" not in pages[0].content.decode()


def test_rounds_without_any_say_so(client: Client):
    own = factories.organisation("Own harbour")
    client.force_login(factories.member(own))

    assert (
        "Nobody has been asked yet"
        in client.get(reverse("assessments:rounds", args=[own.pk])).content.decode()
    )


def test_rounds_in_confidence_lead_to_no_result_while_open(client: Client):
    own = factories.organisation("Own harbour")
    client.force_login(factories.member(own))
    round_ = factories.assessment(own, mode="confidential")

    page = client.get(reverse("assessments:rounds", args=[own.pk])).content.decode()

    assert "The result opens when the round has closed." in page
    assert reverse("reports:result", args=[round_.pk]) not in page


@pytest.mark.parametrize(("people", "offered"), [(4, False), (5, True)])
def test_rounds_offer_the_report_of_a_result_that_shows_something(
    client: Client, people: int, *, offered: bool
):
    round_ = factories.closed(people=people)
    client.force_login(factories.member(round_.organisation))

    page = client.get(reverse("assessments:rounds", args=[round_.organisation_id])).content.decode()

    assert ("Report (PDF)" in page, "Too few people have answered" in page) == (offered, not offered)
    assert reverse("reports:result", args=[round_.pk]) in page


@pytest.mark.parametrize("count", [1, 3])
def test_rounds_ask_as_many_queries_for_three_as_for_one(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    own = factories.organisation("Own harbour")
    client.force_login(factories.member(own))
    for _ in range(count):
        factories.response(factories.assessment(own))

    with django_assert_num_queries(5):  # session, person, membership, other organisations, rounds
        client.get(reverse("assessments:rounds", args=[own.pk]))
