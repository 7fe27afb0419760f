"""The pages that show the plan: list, board, grid, paper, table."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
FACES = ("list", "board", "grid", "print", "csv")


@pytest.mark.parametrize("face", FACES)
def test_faces_open_without_any_action(client: Client, face: str):
    organisation = factories.organisation()
    client.force_login(factories.member(organisation))
    assert client.get(reverse(f"actions:{face}", args=[organisation.pk])).status_code == 200
