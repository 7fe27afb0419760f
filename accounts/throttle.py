"""A small token bucket in the database: how often one visitor may do something that costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.models import RateBucket

_KEPT = timedelta(hours=24)


class TooMany(Exception):
    """The bucket is empty; it holds a token again after `retry_after_seconds`."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(retry_after_seconds)
        self.retry_after_seconds = retry_after_seconds


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times at once, refilled evenly over `per`."""

    times: int
    per: timedelta

    def refilled(self, tokens: float, since: timedelta) -> float:
        """Return the tokens of a bucket after some time."""
        return min(float(self.times), tokens + self.times * max(since, timedelta(0)) / self.per)

    def seconds_until_one(self, tokens: float) -> int:
        """Return the whole seconds until a bucket holds one token."""
        return math.ceil((1 - tokens) * self.per.total_seconds() / self.times)


def require(*, scope: str, subject: str, rate: Rate, at: datetime) -> None:
    """Refuse if a visitor's bucket is empty, and take nothing out of it."""
    bucket = RateBucket.objects.filter(key=_key(scope, subject, at)).first()
    tokens = rate.refilled(bucket.tokens, at - bucket.filled_at) if bucket else rate.times
    if tokens < 1:
        raise TooMany(rate.seconds_until_one(tokens))


@transaction.atomic
def take(*, scope: str, subject: str, rate: Rate, at: datetime) -> None:
    """Take one token out of a visitor's bucket, or refuse with the time to wait."""
    bucket, new = RateBucket.objects.select_for_update().get_or_create(
        key=_key(scope, subject, at), defaults={"tokens": float(rate.times), "filled_at": at}
    )
    tokens = rate.refilled(bucket.tokens, at - bucket.filled_at)
    if tokens < 1:
        raise TooMany(rate.seconds_until_one(tokens))
    bucket.tokens, bucket.filled_at = tokens - 1, at
    bucket.save(update_fields=["tokens", "filled_at"])
    if new:
        RateBucket.objects.filter(filled_at__lt=at - _KEPT).delete()


@transaction.atomic
def give_back(*, scope: str, subject: str, rate: Rate, at: datetime) -> None:
    """Put back the token that was taken for what turned out to be right."""
    bucket = RateBucket.objects.select_for_update().filter(key=_key(scope, subject, at)).first()
    if bucket is not None:
        bucket.tokens = min(bucket.tokens + 1, float(rate.times))
        bucket.save(update_fields=["tokens"])


def _key(scope: str, subject: str, at: datetime) -> str:
    """Return a key that nobody can turn back into the visitor and that changes every day."""
    salt = f"accounts.throttle:{scope}:{at:%Y-%m-%d}"
    return salted_hmac(salt, subject, algorithm="sha256").hexdigest()
