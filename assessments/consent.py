"""What people are told before they answer: who asks, what becomes of the answers, whom to turn to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from accounts.models import Membership, Organisation
from assessments import lengths
from assessments.models import Assessment


@dataclass(frozen=True, slots=True)
class InCharge:
    """Who asks in an organisation's name, and how to reach them; empty where nobody is known."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Consent:
    """Everything that the text of consent and an invitation fill in."""

    assessment: Assessment
    organisation: Organisation
    in_charge: InCharge
    closes_at: datetime | None
    questions: int
    minutes: int

    @property
    def owner(self) -> str:
        """Return the name of whoever asks."""
        return self.in_charge.name or self.organisation.name


def for_round(assessment: Assessment) -> Consent:
    """Return what somebody asked in this round is told, in one query."""
    questions, minutes = lengths.at_most(assessment)
    return Consent(
        assessment=assessment,
        organisation=assessment.organisation,
        in_charge=in_charge(assessment.organisation),
        closes_at=assessment.closes_at,
        questions=questions,
        minutes=minutes,
    )


def in_charge(organisation: Organisation) -> InCharge:
    """Return the organisation's first owner, or whoever runs the server where it has none."""
    owners = Membership.objects.owners().filter(organisation=organisation).select_related("user")
    first = owners.order_by("created_at", "pk").first()
    if first is None:
        return InCharge(settings.OPERATOR_NAME, settings.OPERATOR_CONTACT)
    return InCharge(first.user.name or first.user.email, first.user.email)
