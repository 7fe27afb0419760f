from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import Organisation

pytestmark = pytest.mark.django_db

TYPED = {"organisation": "Harbour Ferries", "group": "leadership", "scope": "pulse"}


def test_the_last_beginning_of_the_hour_is_followed_by_429_that_keeps_what_was_typed(
    client: Client, settings: Settings
):
    settings.BEGINNINGS_PER_HOUR = 2
    statuses = [client.post(reverse("assessments:start"), TYPED).status_code for _ in range(2)]
    page = client.post(reverse("assessments:start"), {**TYPED, "organisation": "Once too often"})

    assert statuses == [302, 302]
    assert page.status_code == 429
    assert 1770 <= int(page.headers["Retry-After"]) <= 1800  # one comes back in half an hour
    assert 'value="Once too often"' in page.content.decode()
    assert "Please try again in about 30 minutes." in page.content.decode()
    assert Organisation.objects.filter(kind="trial").count() == 2


def test_a_form_with_a_mistake_is_not_counted(client: Client, settings: Settings):
    settings.BEGINNINGS_PER_HOUR = 1
    for _ in range(3):
        assert client.post(reverse("assessments:start"), {**TYPED, "group": "pirates"}).status_code == 422

    assert client.post(reverse("assessments:start"), TYPED).status_code == 302
