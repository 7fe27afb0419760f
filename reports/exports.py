"""Ask for everything that an organisation holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from accounts import audit
from accounts.models import Organisation, User
from assessments.models import Export
from reports import tasks

KIND = "organisation"
GIVEN_UP = timedelta(hours=1)  # by then its worker has died for good


@transaction.atomic
def ask(*, organisation: Organisation, by: User, at: datetime) -> Export:
    """Ask for the file; who asks again while it is being made gets the same one."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # one click after the other
    waiting = organisation.exports.filter(kind=KIND, about="", state=Export.State.WAITING)
    waiting.filter(asked_at__lt=at - GIVEN_UP).update(state=Export.State.FAILED)
    under_way = waiting.first()
    if under_way is not None:
        return under_way
    export = Export.objects.create(organisation=organisation, kind=KIND, asked_by=by, asked_at=at)
    audit.record(organisation=organisation, action="export asked for", subject=export.pk, by=by)
    tasks.make_export.enqueue(str(export.pk))
    return export


def recent(organisation: Organisation) -> QuerySet[Export]:
    """Return the files of an organisation, latest first, without their content."""
    return organisation.exports.defer("content").order_by("-asked_at", "pk")
