"""Record what changes state."""

from __future__ import annotations

from accounts.models import AuditEvent, Organisation, User


def record(*, organisation: Organisation, action: str, subject: object, by: User | None = None) -> None:
    """Record one event, within the transaction that changes the state."""
    AuditEvent.objects.create(organisation=organisation, actor=by, action=action, subject=str(subject))
