"""Keep the list of addresses that get no more mail; it holds keyed hashes, and no address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Organisation, User
from mailing import refusals
from mailing.models import Suppression


def key_of(*, organisation_id: UUID, address: str) -> str:
    """Return what stands for an address on an organisation's list; other organisations have another."""
    wanted = f"{organisation_id}:{address.strip().lower()}"
    return salted_hmac("mailing.suppressions", wanted, algorithm="sha256").hexdigest()


@transaction.atomic
def add(
    *,
    organisation: Organisation,
    address: str,
    reason: Suppression.Reason,
    at: datetime,
    by: User | None = None,
) -> bool:
    """Put an address on the list; say whether it was not there before."""
    key = key_of(organisation_id=organisation.pk, address=address)
    return add_key(organisation=organisation, key=key, reason=reason, at=at, by=by)


@transaction.atomic
def add_key(
    *, organisation: Organisation, key: str, reason: Suppression.Reason, at: datetime, by: User | None = None
) -> bool:
    """Put the key of an address on the list; say whether it was not there before."""
    row, new = Suppression.objects.get_or_create(
        organisation=organisation, key=key, defaults={"reason": reason, "created_at": at}
    )
    if new:
        audit.record(
            organisation=organisation, action="mail.suppressed", subject=row.pk, by=by, detail=reason.value
        )
    return new


@transaction.atomic
def remove(*, organisation: Organisation, address: str, by: User) -> None:
    """Take an address off the list."""
    key = key_of(organisation_id=organisation.pk, address=address)
    row = Suppression.objects.filter(organisation=organisation, key=key).first()
    if row is None:
        raise refusals.NotOnTheList
    audit.record(organisation=organisation, action="mail.allowed_again", subject=row.pk, by=by)
    row.delete()


def reason_given() -> str:
    """Return the words for a message that is not sent because of the list."""
    return _("The address is on the list of those that get no mail.")
