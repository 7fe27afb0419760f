"""A trial becomes the organisation of the person who began it, with everything in it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts import audit
from accounts.models import Membership, Organisation, User
from assessments.models import Response


def claimable(held: Collection[UUID]) -> list[UUID]:
    """Return the trials whose very first sheet is among those that a browser holds.

    The first sheet is begun in the same moment as its trial (`lifecycle.begin_trial`); colleagues who
    join by a link come later and can claim nothing.
    """
    if not held:
        return []
    first = Response.objects.filter(
        pk__in=held,
        assessment__organisation__kind=Organisation.Kind.TRIAL,
        started_at=F("assessment__organisation__created_at"),
    )
    return list(first.order_by("started_at").values_list("assessment__organisation_id", flat=True))


def begun_by(sheet: Response, organisation: Organisation) -> bool:
    """Say whether the person of a sheet began its trial, with this sheet or with the one it continues."""
    if organisation.kind != Organisation.Kind.TRIAL:
        return False
    began_at = organisation.created_at
    return (
        sheet.started_at == began_at
        or Response.objects.filter(continued_as=sheet, started_at=began_at).exists()
    )


@transaction.atomic
def claim(*, held: Collection[UUID], by: User) -> list[Organisation]:
    """Make a person the owner of the trials that they began in this browser; twice changes nothing."""
    trials = Organisation.objects.select_for_update(no_key=True).filter(
        pk__in=claimable(held), kind=Organisation.Kind.TRIAL
    )
    claimed = list(trials.order_by("pk"))
    for organisation in claimed:
        organisation.kind = Organisation.Kind.CLIENT
        organisation.save(update_fields=["kind"])
        Membership.objects.create(organisation=organisation, user=by, role=Membership.Role.OWNER)
        audit.record(organisation=organisation, action="organisation claimed", subject=organisation.pk, by=by)
    return claimed
