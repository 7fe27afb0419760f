"""The plan of a round as documents print it, and its checksum beside the result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from accounts.models import Organisation
from actions import plans
from actions.models import Action, Review
from actions.plans import Plan, Planned, Reviewed
from actions.refusals import PlanIsFull
from assessments.models import Assessment, StoredResult

# Laid beside a result whose last action was removed: never the mark of a result that nobody planned on.
EMPTIED = hashlib.sha256(b"").hexdigest()
MOST = 100  # actions on the plan of a round: a document of so many with texts of usual length takes seconds


def of_assessment(assessment: Assessment) -> Plan | None:
    """Return what was decided on a round and what became of what was decided before; None where nothing was.

    One query for a round without one before, else four.
    """
    own = list(Action.objects.filter(assessment=assessment).by_worth())
    found = list(_of_rounds_before(assessment))
    if not own and not found:
        return None
    latest = max(_moments(own, found))
    plan = Plan(
        on=assessment.organisation.day_of(latest),
        actions=tuple(planned(one) for one in own),
        reviewed=tuple(_reviewed(one, review) for one, review in found),
    )
    return plans.read(plans.canonical(plan))


def lock(organisation: Organisation) -> None:
    """Let one change after the other happen to an organisation's plans: each lays the whole plan beside results.

    The results are locked and not the organisation, whose row mail locks after them when a round closes. Who
    locks a round too does so before.
    """
    results = StoredResult.objects.filter(assessment__organisation=organisation).order_by("pk")
    list(results.select_for_update(of=("self",), no_key=True).values_list("pk"))


def lay_beside(assessment: Assessment) -> None:
    """Tell the results of a round and of those after it which plan is printed beside them.

    To be called in the transaction of every change, after `lock`.
    """
    for round_ in (assessment, *_later(assessment)):
        _renew(round_)


def publish(assessment: Assessment) -> None:
    """Tell a result that has just been published which plan is printed beside it, after every change under way."""
    lock(assessment.organisation)
    _renew(assessment)


def _renew(assessment: Assessment) -> None:
    plan = of_assessment(assessment)
    stored = StoredResult.objects.filter(assessment=assessment)
    if plan is None:
        stored.exclude(planned="").update(planned=EMPTIED)
    else:
        stored.update(planned=plan.checksum)


def require_room(assessment: Assessment, more: int) -> None:
    """Refuse what a plan does not hold; to be called with the organisation's plans locked."""
    if Action.objects.filter(assessment=assessment).count() + more > MOST:
        raise PlanIsFull(MOST)


def earlier(assessment: Assessment) -> list[UUID]:
    """Return the rounds before a round, the latest first, in one query; none where it follows no other."""
    if assessment.earlier_id is None:
        return []
    return _before(assessment.pk, _links(assessment))


def planned(action: Action) -> Planned:
    """Return what documents print of an action; the address is no part of it."""
    return Planned(
        id=str(action.pk),
        origin=action.origin,
        source=action.source,
        pillar=action.pillar,
        step=action.step,
        title=action.title,
        do=action.do,
        done_when=action.done_when,
        owner=action.owner,
        due_on=action.due_on,
        status=action.status,
        impact=action.impact,
        effort=action.effort,
        note=action.note,
    )


def _later(assessment: Assessment) -> Iterator[Assessment]:
    """Yield the rounds that follow a round, however many lie between."""
    links = _links(assessment)
    after = {pk for pk in links if pk != assessment.pk and assessment.pk in _before(pk, links)}
    if after:
        yield from Assessment.objects.with_kit().filter(pk__in=after)


def _links(assessment: Assessment) -> dict[UUID, UUID | None]:
    """Return the round before each round of the organisation."""
    rounds = Assessment.objects.filter(organisation=assessment.organisation_id)
    return dict(rounds.values_list("pk", "earlier_id"))


def _before(pk: UUID, links: Mapping[UUID, UUID | None]) -> list[UUID]:
    """Return the rounds before one, the latest first."""
    found: list[UUID] = []
    at = links.get(pk)
    while at is not None and at != pk and at not in found:
        found.append(at)
        at = links.get(at)
    return found


def _of_rounds_before(assessment: Assessment) -> Iterator[tuple[Action, Review | None]]:
    """Yield each action of the rounds before that this round has to speak of, with what it found.

    What an earlier review settled is not spoken of again. What was settled without a review is spoken of
    in the next round only.
    """
    rounds = earlier(assessment)
    if not rounds:
        return
    places = {pk: place for place, pk in enumerate((assessment.pk, *rounds))}
    actions = Action.objects.filter(assessment__in=rounds).by_worth().prefetch_related("reviews")
    for action in sorted(actions, key=lambda one: places[one.assessment_id]):
        reviews = {
            places[one.assessment_id]: one for one in action.reviews.all() if one.assessment_id in places
        }
        own = reviews.pop(0, None)
        settled_before = any(one.verdict != Review.Verdict.GOES_ON for one in reviews.values())
        if own is not None or (not settled_before and (action.open or places[action.assessment_id] == 1)):
            yield action, own


def _reviewed(action: Action, review: Review | None) -> Reviewed:
    if review is not None:
        return Reviewed(action.title, action.owner, review.verdict, review.note)
    return Reviewed(action.title, action.owner, "" if action.open else action.status, action.note)


def _moments(own: list[Action], before: list[tuple[Action, Review | None]]) -> Iterator[datetime]:
    for action in own:
        yield action.changed_at
    for action, review in before:
        yield max(action.changed_at, review.at) if review else action.changed_at
