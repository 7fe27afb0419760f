"""Put on the plan what is proposed for a round."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from actions import planning, proposals
from actions.models import Action
from actions.proposals import Proposal
from actions.refusals import NoResultYet, NotProposed
from assessments.models import Assessment

_COPIED = (
    "origin",
    "source",
    "pillar",
    "step",
    "title",
    "do",
    "done_when",
    "owner",
    "due_on",
    "impact",
    "effort",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many actions came onto the plan and how many had been on it before."""

    new: int
    before: int


@transaction.atomic
def choose(*, assessment: Assessment, keys: Collection[str], by: User | None, at: datetime) -> Chosen:
    """Put proposed actions on the plan by their keys; those that are there already stay as they are.

    Nothing is taken off: what was chosen may have been changed by hand since.
    """
    planning.lock(assessment.organisation)
    ground = proposals.ground(assessment)
    if ground is None:
        raise NoResultYet
    if not ground.proposals.keys() >= set(keys):
        raise NotProposed
    there = chosen(assessment)
    new = [one for key, one in ground.proposals.items() if key in keys and key not in there]
    if new:
        planning.require_room(assessment, len(new))
    Action.objects.bulk_create(_row(assessment, one, at) for one in new)
    if new:
        audit.record(
            organisation=assessment.organisation,
            action="actions chosen",
            subject=assessment.pk,
            by=by,
            detail=f"{len(new)} actions",
        )
        planning.lay_beside(assessment)
    return Chosen(new=len(new), before=len(set(keys)) - len(new))


def chosen(assessment: Assessment) -> dict[str, Action]:
    """Return the actions on a round's plan that were proposed, by the key of their proposal."""
    rows = Action.objects.filter(assessment=assessment).exclude(source="")
    return {f"{one.origin}:{one.source}": one for one in rows}


def _row(assessment: Assessment, proposal: Proposal, at: datetime) -> Action:
    copied = {name: getattr(proposal, name) for name in _COPIED}
    return Action(
        organisation=assessment.organisation, assessment=assessment, created_at=at, changed_at=at, **copied
    )
