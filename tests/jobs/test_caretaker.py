"""The thread beside a worker says that it lives, and goes on when something fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now
from pytest_django import Settings

from jobs import caretaker, worker
from jobs.models import Beat, Periodic
from tests.reliability import mailers


@pytest.mark.django_db(transaction=True)
def test_worker_beats_while_it_is_busy_and_no_longer_than_it_lives(settings: Settings):
    settings.WORKER_BEAT, settings.PERIODIC_TASKS = timedelta(milliseconds=20), {}
    with caretaker.attending("busy"):
        first = Beat.objects.get(worker_id="busy").beat_at
        mailers.wait_until(lambda: Beat.objects.get(worker_id="busy").beat_at > first)
    assert Beat.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_task_that_does_not_exist_stops_no_beat(settings: Settings):
    settings.WORKER_BEAT = timedelta(milliseconds=20)
    settings.PERIODIC_TASKS = {"jobs.tasks.gone": timedelta(0)}
    with caretaker.attending("busy"):
        first = Beat.objects.get(worker_id="busy").beat_at
        mailers.wait_until(
            lambda: Beat.objects.get(worker_id="busy").beat_at > first + timedelta(seconds=0.1)
        )
    assert Periodic.objects.count() == 0


@pytest.mark.django_db
def test_beat_is_alive_for_four_periods(settings: Settings):
    settings.WORKER_BEAT, at = timedelta(seconds=5), now()
    Beat.objects.create(worker_id="silent", beat_at=at - timedelta(seconds=20))
    Beat.objects.create(worker_id="slow", beat_at=at - timedelta(seconds=19))
    assert list(Beat.objects.alive(at).values_list("worker_id", flat=True)) == ["slow"]


def test_every_worker_has_a_name_of_its_own():
    assert worker.Worker().worker_id != worker.Worker().worker_id
