"""Record what changes state."""

from __future__ import annotations

from datetime import UTC

from django.db.models.functions import TruncDay

from accounts.models import AuditEvent, Organisation, User


def record(
    *, organisation: Organisation, action: str, subject: object, by: User | None = None, detail: str = ""
) -> None:
    """Record one event, within the transaction that changes the state.

    The detail says what changed in a few words, and never names a person or an address.
    """
    AuditEvent.objects.create(
        organisation=organisation, actor=by, action=action, subject=str(subject), detail=detail
    )


def keep_days_only(*, organisation: Organisation, subject: object, actions: str) -> None:
    """Round the times of a subject's events down to the day, where the action begins so."""
    events = AuditEvent.objects.filter(
        organisation=organisation, subject=str(subject), action__startswith=actions
    )
    events.update(at=TruncDay("at", tzinfo=UTC))
