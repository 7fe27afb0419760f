"""The plan of the invented organisation."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.management import call_command

from actions.models import Action

pytestmark = pytest.mark.django_db


def test_the_sample_has_actions_in_every_state_and_loading_twice_changes_nothing():
    for _time in range(2):
        call_command("load_demo", verbosity=0)
    found = Action.objects.values_list("origin", "status", "email")
    assert Counter(found) == {
        ("framework", "begun", ""): 1,
        ("framework", "planned", ""): 2,
        ("workshop", "begun", ""): 1,
        ("workshop", "planned", ""): 1,
        ("own", "done", ""): 1,
        ("own", "dropped", ""): 1,
    }
