"""How often a visitor may do something that costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts import throttle
from accounts.models import RateBucket

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RATE = throttle.Rate(times=3, per=timedelta(minutes=3))


def take(subject: str, at: datetime) -> None:
    throttle.take(scope="test", subject=subject, rate=RATE, at=at)


def test_take_refuses_when_the_bucket_is_empty_and_says_how_long():
    for _ in range(3):
        take("a", NOON)
    with pytest.raises(throttle.TooMany) as refusal:
        take("a", NOON)
    assert refusal.value.retry_after_seconds == 60


def test_take_allows_again_after_the_time_said():
    for _ in range(3):
        take("a", NOON)
    take("a", NOON + timedelta(seconds=60))
    with pytest.raises(throttle.TooMany):
        take("a", NOON + timedelta(seconds=61))


def test_take_keeps_visitors_and_scopes_apart():
    for _ in range(3):
        take("a", NOON)
    take("b", NOON)
    throttle.take(scope="other", subject="a", rate=RATE, at=NOON)
    assert RateBucket.objects.count() == 3


def test_take_forgets_buckets_after_a_day_and_never_stores_the_subject():
    take("visitor-with-a-name", NOON)
    take("b", NOON + timedelta(hours=25))
    assert RateBucket.objects.count() == 1
    assert "visitor" not in RateBucket.objects.get().key


def test_what_is_given_back_can_be_taken_again_and_fills_no_bucket_over():
    for _ in range(3):
        take("a", NOON)
    throttle.give_back(scope="test", subject="a", rate=RATE, at=NOON)
    take("a", NOON)
    for _ in range(9):
        throttle.give_back(scope="test", subject="a", rate=RATE, at=NOON)
    throttle.give_back(scope="test", subject="nobody", rate=RATE, at=NOON)
    assert list(RateBucket.objects.values_list("tokens", flat=True)) == [3.0]
