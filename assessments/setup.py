"""Plan a round: make a draft, change it, clone it, take it back. What has been opened stays as it was announced."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import Organisation, User
from assessments.models import Assessment
from frameworks import kits


@transaction.atomic
def create_draft(
    *,
    organisation: Organisation,
    by: User,
    at: datetime,
    title: str = "",
    scope: str = Assessment.Scope.FULL,
    mode: str = Assessment.Mode.CONFIDENTIAL,
) -> Assessment:
    """Begin to plan a round with the latest framework; nobody is asked before it is opened."""
    framework, lens_checksums = kits.current()
    draft = Assessment.objects.create(
        organisation=organisation,
        framework=framework,
        lens_checksums=lens_checksums,
        title=title,
        scope=scope,
        mode=mode,
        k=organisation.k,
        created_at=at,
        opened_at=None,
    )
    audit.record(organisation=organisation, action="round planned", subject=draft.pk, by=by)
    return draft
