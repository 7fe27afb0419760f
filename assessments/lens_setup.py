"""Decide what the lenses of a round are about, and add what customers said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from assessments import locking
from assessments.models import Assessment, StoredResult
from assessments.refusals import AlreadyOpen, ImpossiblePlan
from frameworks import kits
from frameworks.lenses import StagesLens

LEAST_STAGES = 2


@transaction.atomic
def plan_journey(
    *, assessment: Assessment, subject: str, irrelevant: Collection[str], by: User
) -> Assessment:
    """Say whom a draft's journey is about and which stages it leaves out."""
    draft = locking.in_any_state(assessment.pk)
    if not draft.draft:
        raise AlreadyOpen
    lens = journey_of(draft)
    stages = [stage.id for stage in lens.stages] if lens else []
    if not set(stages).issuperset(irrelevant) or len(stages) - len(set(irrelevant)) < LEAST_STAGES:
        raise ImpossiblePlan("irrelevant", _("At least two stages have to be left."))
    draft.journey_subject = subject
    draft.irrelevant_stages = [stage for stage in stages if stage in irrelevant]
    draft.save(update_fields=["journey_subject", "irrelevant_stages"])
    _record(draft, "journey planned", by=by, detail=f"stages left out: {len(draft.irrelevant_stages)}")
    return draft


@transaction.atomic
def give_felt(*, assessment: Assessment, counts: Mapping[str, Sequence[int]], by: User) -> Assessment:
    """Add what customers said, in place of what was given before; refused once the round has closed.

    The result of an open round is then computed anew.
    """
    round_ = locking.unfinished(assessment.pk)
    round_.felt = {promise: list(row) for promise, row in counts.items()}
    round_.save(update_fields=["felt"])
    if not round_.confidential:
        StoredResult.objects.filter(assessment=round_).delete()
    customers = max((sum(row) for row in counts.values()), default=0)
    _record(round_, "customers counted", by=by, detail=f"up to {customers} for a promise")
    return round_


def journey_of(assessment: Assessment) -> StagesLens | None:
    """Return the journey that a round asks, None where it asks none."""
    lenses = kits.load(assessment.framework.checksum, assessment.lens_checksums).lenses
    asked = (lens for lens in lenses if lens.about.id in assessment.asked_lenses)
    return next((lens for lens in asked if isinstance(lens, StagesLens)), None)


def _record(round_: Assessment, action: str, *, by: User, detail: str) -> None:
    audit.record(organisation=round_.organisation, action=action, subject=round_.pk, by=by, detail=detail)
