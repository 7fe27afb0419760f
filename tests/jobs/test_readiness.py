"""`/readyz` tells whether a worker is there, and calls nobody away because none is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from jobs.models import Beat

pytestmark = pytest.mark.django_db
REST = {"database": True, "migrations": True, "framework": True}


def ready(client: Client) -> tuple[int, dict[str, object]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_no_worker_is_told(client: Client):
    assert ready(client) == (200, {"status": "no worker", **REST, "worker": False})


def test_worker_that_beats_is_told(client: Client):
    Beat.objects.create(worker_id="alive", beat_at=now() - timedelta(seconds=29))
    assert ready(client) == (200, {"status": "ok", **REST, "worker": True})


def test_worker_that_stopped_beating_is_none(client: Client):
    Beat.objects.create(worker_id="dead", beat_at=now() - timedelta(seconds=31))
    assert ready(client) == (200, {"status": "no worker", **REST, "worker": False})
