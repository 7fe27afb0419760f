"""What the letters to people asked say; composed at the moment of sending, since they hold secret links."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.access import in_zone_of
from assessments import consent, links
from assessments.models import Participant
from mailing import letters
from mailing.letters import Letter
from mailing.models import Message


def invitation(message: Message) -> Letter | None:
    """Ask somebody to take part; nothing once they have answered or withdrawn, or the round has closed."""
    person = _asked(message)
    if person is None or not _may_still_answer(person):
        return None
    return _letter("invitation", message, person, _("%(organisation)s asks for your view"))


def reminder(message: Message) -> Letter | None:
    """Remind somebody who has not sent their answers; nothing once they have, or the round has closed."""
    person = _asked(message)
    if person is None or not _may_still_answer(person):
        return None
    return _letter("reminder", message, person, _("Reminder: %(organisation)s asks for your view"))


def new_closing(message: Message) -> Letter | None:
    """Say to somebody asked until when they can answer now; nothing once they withdrew or the round closed."""
    person = _asked(message)
    if person is None or not person.assessment.open or person.withdrawn_at is not None or person.took_part:
        return None
    return _letter("new_closing", message, person, _("%(organisation)s: you can answer until another date"))


def result_ready(message: Message) -> Letter | None:
    """Say to somebody who took part that the result can be read; nothing where it is not for them."""
    person = _asked(message)
    if person is None or not person.assessment.closed or not person.assessment.shown_to_participants:
        return None
    if not person.answered:
        return None
    return _letter("result_ready", message, person, _("%(organisation)s: the result can be read"))


def _asked(message: Message) -> Participant | None:
    """Return whom a message is about, as long as it still is their address and for their eyes alone."""
    people = Participant.objects.with_round().filter(
        assessment__organisation=message.organisation_id, assessment=message.topic, key=UUID(message.about)
    )
    person = people.first()
    if person is None or person.email.lower() != message.address.lower() or _others_would_read(person):
        return None
    return person


def _others_would_read(person: Participant) -> bool:
    """Say whether members who read the folder would hold a link to answers given in confidence."""
    return not settings.MAIL_IS_SENT and person.assessment.confidential and person.sheet is not None


def _may_still_answer(person: Participant) -> bool:
    return person.assessment.open and person.withdrawn_at is None and not person.answered


def _letter(template: str, message: Message, person: Participant, subject: str) -> Letter:
    told = consent.for_round(person.assessment)
    context = {
        "person": person,
        "consent": told,
        "round": person.assessment,
        "begun": person.sheet is not None and not person.assessment.confidential,  # others may read it
        "link": links.personal_address(person),
        "base_url": settings.BASE_URL,
    }
    contact = told.in_charge.contact
    with in_zone_of(told.organisation):
        return letters.compose(
            template,
            context,
            subject=subject % {"organisation": told.organisation.name},
            organisation=told.organisation,
            message=message,
            reply_to=contact if "@" in contact else "",
        )
