"""What recurs is begun once in its period, whatever the number of workers."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from jobs import periodic

NIGHTLY, OFTEN = "mailing.tasks.purge", "mailing.tasks.sweep"


@pytest.fixture(autouse=True)
def wanted(settings: Settings) -> None:
    settings.PERIODIC_TASKS = {NIGHTLY: timedelta(days=1), OFTEN: timedelta(seconds=15)}


@pytest.mark.django_db
def test_tasks_are_begun_when_their_period_is_over():
    at = now()
    assert periodic.enqueue_due(at=at) == [NIGHTLY, OFTEN]
    assert periodic.enqueue_due(at=at + timedelta(seconds=14)) == []
    assert periodic.enqueue_due(at=at + timedelta(seconds=15)) == [OFTEN]
    assert periodic.enqueue_due(at=at + timedelta(days=1)) == [NIGHTLY, OFTEN]
    assert Counter(DBTaskResult.objects.values_list("task_path", flat=True)) == {NIGHTLY: 2, OFTEN: 3}


@pytest.mark.django_db
def test_missed_periods_are_not_made_up_for():
    at = now()
    periodic.enqueue_due(at=at)
    assert periodic.enqueue_due(at=at + timedelta(days=30)) == [NIGHTLY, OFTEN]
    assert periodic.enqueue_due(at=at + timedelta(days=30, seconds=1)) == []


@pytest.mark.django_db
def test_looking_costs_one_query_when_nothing_is_due(django_assert_num_queries: object):
    periodic.enqueue_due(at=now())
    with django_assert_num_queries(1):  # type: ignore[operator] # the plugin's fixture
        assert periodic.enqueue_due(at=now()) == []


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_begin_each_task_once():
    at, together, begun = now(), Barrier(4), list[str]()
    threads = [Thread(target=look, args=(at, together, begun)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(begun) == [NIGHTLY, OFTEN]
    assert Counter(DBTaskResult.objects.values_list("task_path", flat=True)) == {NIGHTLY: 1, OFTEN: 1}


def look(at: datetime, together: Barrier, begun: list[str]) -> None:
    try:
        for _ in range(5):
            together.wait()
            begun.extend(periodic.enqueue_due(at=at))
    except OperationalError:
        together.abort()
        raise
    finally:
        connection.close()
