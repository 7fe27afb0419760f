"""End what everybody has left, and forget who was in a room; every step may run again without harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.models import Organisation
from workshops import broadcast, outcomes, running
from workshops.models import Seat, StoredOutcome, Workshop
from workshops.refusals import NobodySent, Refusal

LEFT_FOR = timedelta(hours=24)
"""How long after its code has expired a room that is still in session counts as left."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many rooms were ended or made ready again, and how many seats lost their name."""

    ended: int
    made_ready: int
    names: int


def tidy(*, at: datetime) -> Tidied:
    """End rooms that were left open, and empty the names of seats that have been kept long enough."""
    left = [_leave(workshop, at) for workshop in Workshop.objects.left(at - LEFT_FOR)]
    _empty_rooms_never_begun(at)
    return Tidied(ended=left.count(True), made_ready=left.count(False), names=_names(at))


def _leave(workshop: Workshop, at: datetime) -> bool | None:
    """End a room and return True, or False where nobody sent anything and it can be begun anew."""
    try:
        with transaction.atomic():
            if workshop.phase == Workshop.Phase.ANSWERING:
                workshop = running.end_answering(workshop=workshop, version=workshop.version, by=None, at=at)
            running.end(workshop=workshop, version=workshop.version, by=None, at=at)
    except NobodySent:
        return False if _make_ready(workshop) else None
    except Refusal:  # somebody has gone on with it at this moment
        return None
    return True


@transaction.atomic
def _make_ready(workshop: Workshop) -> bool:
    """Bring a room in which nobody sent a sheet back to where it was prepared; who sat there is forgotten."""
    unchanged = Workshop.objects.filter(pk=workshop.pk, version=workshop.version)
    made = unchanged.update(
        phase=Workshop.Phase.PREPARED,
        version=workshop.version + 1,
        code="",
        code_expires_at=None,
        began_at=None,
    )
    if made:
        workshop.seats.all().delete()
        audit.record(
            organisation=workshop.organisation, action="workshop made ready again", subject=workshop.pk
        )
        broadcast.changed(workshop.pk)
    return bool(made)


def _empty_rooms_never_begun(at: datetime) -> None:
    """Forget who came in early where the workshop did not begin then; it stays prepared."""
    Seat.objects.filter(
        workshop__phase=Workshop.Phase.PREPARED, workshop__code_expires_at__lt=at - LEFT_FOR
    ).delete()


@transaction.atomic
def _names(at: datetime) -> int:
    """Empty the names of those who sat in rooms that ended long enough ago, in what was stored of them too."""
    count = 0
    for days in Organisation.objects.values_list("addresses_kept_days", flat=True).distinct().order_by():
        over = Workshop.objects.filter(
            organisation__addresses_kept_days=days, ended_at__lt=at - timedelta(days=days)
        )
        named = Seat.objects.filter(workshop__in=over).exclude(name="")
        kept = StoredOutcome.objects.filter(workshop__in=named.values("workshop"))
        for stored in kept.select_related("workshop__assessment"):
            outcomes.forget_names(stored)
        count += named.update(name="")
    return count
