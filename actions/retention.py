"""Forget who was to do what, for somebody who asks and when the time has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import Organisation
from actions import planning, plans
from actions.models import Action
from actions.plans import Plan
from assessments.models import Edition


@transaction.atomic
def forget(*, organisation: Organisation, email: str, at: datetime) -> int:
    """Take an address, and the owner's name beside it, off every action; in plans of final reports too."""
    planning.lock(organisation)
    found = Action.objects.filter(organisation=organisation, email__iexact=email)
    named = list(found.select_related("assessment__organisation"))
    found.update(email="", owner="", version=F("version") + 1, changed_at=at)
    _out_of_final(organisation, {str(one.pk): one for one in named if one.owner})
    for round_ in {one.assessment for one in named}:
        planning.lay_beside(round_)
    return len(named)


@transaction.atomic
def addresses(*, at: datetime) -> int:
    """Empty the addresses beside actions that were settled as long ago as the organisation keeps addresses."""
    count = 0
    for days in Organisation.objects.values_list("addresses_kept_days", flat=True).distinct().order_by():
        settled = Action.objects.with_address().filter(
            organisation__addresses_kept_days=days, settled_at__lt=at - timedelta(days=days)
        )
        count += settled.update(email="")
    return count


def _out_of_final(organisation: Organisation, named: Mapping[str, Action]) -> None:
    """Write the plans that were kept at approval anew, without these owners."""
    if not named:
        return
    kept = Edition.objects.filter(assessment__organisation=organisation).exclude(plan="")
    for edition in kept:
        plan = plans.read(edition.plan)
        without = _without(plan, named)
        if without != plan:
            Edition.objects.filter(pk=edition.pk).update(
                plan=plans.canonical(without), revision=F("revision") + 1
            )


def _without(plan: Plan, named: Mapping[str, Action]) -> Plan:
    theirs = {(one.title, one.owner) for one in named.values()}
    return replace(
        plan,
        actions=tuple(replace(one, owner="") if one.id in named else one for one in plan.actions),
        reviewed=tuple(
            replace(one, owner="") if (one.title, one.owner) in theirs else one for one in plan.reviewed
        ),
    )
