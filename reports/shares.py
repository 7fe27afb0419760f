"""Links by which people without an account read one closed report: made, found, counted and ended."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit, throttle
from accounts.models import User
from assessments import links, locking
from assessments.models import Assessment
from reports.models import Share

LONGEST = timedelta(days=366)
WRONG = throttle.Rate(times=10, per=timedelta(minutes=10))  # passphrases, by link and address
AT_ONCE = 50  # current links of one round
SHORTEST_PASSPHRASE = 8
_CONSONANTS, _VOWELS = "bdfghklmnprstvwz", "aeiou"
_WORDS, _SYLLABLES = 4, 2  # with the letters above 50 bits


class Refusal(Exception):
    """Base of everything that is refused about shared reports."""


class StillOpen(Refusal):
    """What is shared must not change under its readers."""

    def __init__(self) -> None:
        super().__init__(_("Only the report of a round that has closed can be shared. This round is open."))


class TooManyLinks(Refusal):
    """So many links nobody keeps an eye on."""

    def __init__(self) -> None:
        super().__init__(
            _("This report has %(count)s links that work. End one of them first.") % {"count": AT_ONCE}
        )


class EndsWrong(Refusal):
    """A link ends some day, and not before it begins."""

    def __init__(self) -> None:
        super().__init__(_("A link works for a year at most. Choose a day from today on, within a year."))


class StillWorks(Refusal):
    """A link that is on no list would lead to the report without anybody knowing."""

    def __init__(self) -> None:
        super().__init__(_("This link has not ended. End it first."))


class PassphraseTooShort(Refusal):
    """A passphrase that is guessed protects nothing."""

    def __init__(self) -> None:
        super().__init__(
            _("Use a passphrase of at least %(count)s characters.") % {"count": SHORTEST_PASSPHRASE}
        )


@transaction.atomic
def share(
    *, assessment: Assessment, name: str, expires_at: datetime, passphrase: str, by: User, at: datetime
) -> Share:
    """Make a link to the report of a closed round; an empty passphrase means that none is asked for."""
    if not at < expires_at <= at + LONGEST:
        raise EndsWrong
    if passphrase and len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    round_ = _closed(assessment)
    if round_.shares.current(at).count() >= AT_ONCE:
        raise TooManyLinks
    made = Share(assessment=round_, name=name, created_at=at, created_by=by, expires_at=expires_at)
    made.token_hash = links.hash_of(made.token)
    made.passphrase = make_password(passphrase) if passphrase else ""
    made.save()
    audit.record(organisation=round_.organisation, action="report shared", subject=round_.pk, by=by)
    return made


@transaction.atomic
def revoke(*, share: Share, by: User, at: datetime) -> None:
    """Let a link lead nowhere from now on; a second time changes nothing."""
    if Share.objects.filter(pk=share.pk, revoked_at=None).update(revoked_at=at):
        organisation = share.assessment.organisation
        audit.record(
            organisation=organisation, action="shared report ended", subject=share.assessment_id, by=by
        )


@transaction.atomic
def remove(*, share: Share, by: User, at: datetime) -> None:
    """Take a link that has ended off the list; that there was one, and when it ended, stays written down."""
    removed, _kinds = Share.objects.filter(pk=share.pk).ended(at).delete()
    if not removed:
        raise StillWorks
    organisation = share.assessment.organisation
    ended_on = organisation.day_of(share.revoked_at or share.expires_at)
    audit.record(
        organisation=organisation,
        action="shared report removed",
        subject=share.assessment_id,
        by=by,
        detail=ended_on.isoformat(),
    )


def find(token: str, at: datetime) -> Share | None:
    """Return the link of a token while it works; None whatever is wrong with it."""
    return Share.objects.current(at).with_round().filter(token_hash=links.hash_of(token)).first()


def opens(*, share: Share, passphrase: str, visitor: str, at: datetime) -> bool:
    """Say whether a passphrase is the right one, or refuse by `TooMany` where a visitor has guessed too often.

    Only wrong ones are counted, by link and address: nobody locks others out from elsewhere. What is
    tried is taken out first, so that many guesses at once are no more than one after the other.
    """
    guesses = f"{share.pk} {visitor}"
    throttle.take(scope="passphrase", subject=guesses, rate=WRONG, at=at)
    if not check_password(passphrase, share.passphrase):
        return False
    throttle.give_back(scope="passphrase", subject=guesses, rate=WRONG, at=at)
    return True


def count_view(*, share: Share) -> None:
    """Count that somebody opened the report, and nothing about them."""
    Share.objects.filter(pk=share.pk).update(views=F("views") + 1)


def suggestion() -> str:
    """Return a passphrase that can be said on the telephone."""
    return "-".join("".join(_syllable() for _part in range(_SYLLABLES)) for _word in range(_WORDS))


def _syllable() -> str:
    return secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS)


def _closed(assessment: Assessment) -> Assessment:
    """Lock and return a round that has closed."""
    round_ = locking.in_any_state(assessment.pk)
    if not round_.closed:
        raise StillOpen
    return round_
