"""The document that the board gets of a round: what it says of itself, and its approval."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from assessments import letterheads, locking
from assessments.models import Assessment, Edition
from assessments.refusals import DocumentChanged, DocumentIsDraft, DocumentIsFinal, RoundNotClosed

MOST_COSTS = 3
VERSION_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Cost:
    """What one part of the present state costs a year, as it was typed."""

    label: str
    amount: str
    source: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody decides about a document."""

    marking: str
    version: str
    next_round_on: date | None
    costs: Sequence[Cost] = ()


def of(assessment: Assessment) -> Edition:
    """Return the edition of a round, a draft with the defaults where nobody has touched it."""
    found: Edition | None = getattr(assessment, "edition", None)
    return found or Edition(assessment=assessment)


@transaction.atomic
def change(*, assessment: Assessment, wording: Wording, revision: int, by: User) -> Edition:
    """Change what a draft says of itself; `revision` is the one that was looked at."""
    edition = _locked(assessment, revision)
    if edition.final:
        raise DocumentIsFinal
    edition.marking, edition.version = wording.marking, wording.version
    edition.next_round_on = wording.next_round_on
    edition.costs = [
        {"label": one.label, "amount": one.amount, "source": one.source} for one in wording.costs[:MOST_COSTS]
    ]
    return _saved(edition, "document changed", by, f"{edition.marking}, {edition.version}")


@transaction.atomic
def approve(
    *,
    assessment: Assessment,
    approver: str,
    plan_of: Callable[[Assessment], str],
    look: str,
    revision: int,
    by: User,
    at: datetime,
) -> Edition:
    """Make a closed round's document final, with its names and look as they are.

    `plan_of` is asked for the plan to be printed once the round is locked; `look` is the checksum of the letterhead
    that was seen.
    """
    edition = _locked(assessment, revision)
    if edition.final:
        raise DocumentIsFinal
    if not edition.assessment.closed:
        raise RoundNotClosed
    letterheads.keep(edition, seen=look)
    edition.approver, edition.final_at, edition.plan = approver, at, plan_of(edition.assessment)
    return _saved(edition, "document approved", by, edition.version)


@transaction.atomic
def withdraw_approval(*, assessment: Assessment, revision: int, by: User) -> Edition:
    """Make a final document a draft again, under the next version."""
    edition = _locked(assessment, revision)
    if not edition.final:
        raise DocumentIsDraft
    return _withdrawn(edition, by)


def withdraw_with_result(*, assessment: Assessment, by: User) -> None:
    """Take the approval back where there is one, in the transaction that lets the result change."""
    editions = Edition.objects.select_for_update(of=("self",)).defer("logo")
    edition = editions.filter(assessment=assessment).first()
    if edition is not None and edition.final:
        _withdrawn(edition, by)


def next_version(version: str) -> str:
    """Return a version with its last number one higher, else with a number after it."""
    found = re.search(r"[0-9]+(?=[^0-9]*$)", version)
    if found is None:
        return f"{version[: VERSION_LIMIT - 2]} 2"
    counted = f"{version[: found.start()]}{int(found[0]) + 1}{version[found.end() :]}"
    return counted if len(counted) <= VERSION_LIMIT else f"{version[: VERSION_LIMIT - 2]} 2"


def _locked(assessment: Assessment, revision: int) -> Edition:
    """Lock the round and return its edition as it is now, if it is still the one that was looked at."""
    locked = locking.in_any_state(assessment.pk)
    edition = of(locked)
    if edition.revision != revision:
        raise DocumentChanged
    return edition


def _withdrawn(edition: Edition, by: User) -> Edition:
    edition.approver, edition.final_at, edition.plan = "", None, ""
    letterheads.drop(edition)
    edition.version = next_version(edition.version)
    return _saved(edition, "document approval withdrawn", by, edition.version)


def _saved(edition: Edition, action: str, by: User, detail: str) -> Edition:
    """Count the change, so that documents are made anew, and record it."""
    edition.revision += 1
    edition.save()
    audit.record(
        organisation=edition.assessment.organisation,
        action=action,
        subject=edition.assessment_id,
        by=by,
        detail=detail,
    )
    return edition
