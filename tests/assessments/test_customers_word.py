"""Another word for customers stands where people answer and where they read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db

LINE = "“Customers” here means passengers &amp; crews."


@pytest.mark.parametrize(("word", "said"), [("passengers & crews", True), ("", False)])
def test_question_says_what_customers_means(client: Client, word: str, said: bool):  # noqa: FBT001 # a parameter of the test
    sheet = factories.response()
    Organisation.objects.update(customers_word=word)
    question = next(iter(factories.asked(sheet)))
    page = factories.hold(client, sheet).get(reverse("assessments:question", args=[sheet.pk, question]))

    assert (LINE in page.content.decode()) == said
    assert ("here means" in page.content.decode()) == said


@pytest.mark.parametrize(("word", "said"), [("passengers & crews", True), ("", False)])
def test_result_says_what_customers_means(client: Client, word: str, said: bool):  # noqa: FBT001 # a parameter of the test
    round_ = factories.round_of(3)
    Organisation.objects.update(customers_word=word)
    client.force_login(factories.member(round_.organisation))
    page = client.get(reverse("reports:result", args=[round_.pk])).content.decode()

    assert ("passengers &amp; crews." in page) == said
    assert ("here means" in page) == said
