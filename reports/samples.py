"""The document of the invented organisation, approved as a board would."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from assessments.models import Assessment
from reports import approvals

APPROVER = "The executive team"


def approve_sample(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Make the sample's document final, with its plan of actions."""
    page = approvals.page(Assessment.objects.with_kit().get(pk=assessment.pk))  # as it was written meanwhile
    approvals.approve(
        assessment=assessment,
        approver=APPROVER,
        revision=page.edition.revision,
        plan=page.plan,
        look=page.look,
        by=by,
        at=at,
    )
