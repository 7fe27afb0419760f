"""Gather what the pages of organisations show; the number of queries never grows with rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from accounts.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.querysets import OrganisationQuerySet

SWITCHER_SHOWS = 8


def others(user: User, *, but: Organisation, at: datetime) -> OrganisationQuerySet:
    """Return the first few other organisations that a person can switch to."""
    found = Organisation.objects.of(user, at).exclude(pk=but.pk).with_logo()
    return found.order_by("name", "pk")[:SWITCHER_SHOWS]
