"""Mail an invitation to become a member. Its text is written at the moment of sending, link and all."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.access import in_zone_of
from accounts.models import MemberInvitation
from mailing import letters, outbox
from mailing.letters import Letter
from mailing.models import Message

KIND = "member-invitation"


def send(*, invitation: MemberInvitation, at: datetime) -> bool:
    """Queue the letter, and say whether it goes out; the link is handed over by hand where it does not.

    Where there is no mail server it is not written to the folder either: facilitators read that folder,
    and this letter may make an owner.
    """
    if not settings.MAIL_IS_SENT:
        return False
    queued = outbox.queue(
        organisation=invitation.organisation,
        kind=KIND,
        topic=invitation.pk,
        letters=[(invitation.pk, invitation.email, f"{KIND}:{invitation.pk}")],
        at=at,
    )
    return queued.count == 1


def compose(message: Message) -> Letter | None:
    """Write the letter; None where the invitation was taken up, withdrawn or has run out."""
    found = MemberInvitation.objects.good(now()).filter(pk=message.about, organisation=message.organisation)
    invitation = found.select_related("organisation", "invited_by").first()
    return _letter(invitation, message) if invitation else None


def _letter(invitation: MemberInvitation, message: Message) -> Letter:
    organisation = invitation.organisation
    with in_zone_of(organisation):
        until = date_format(timezone.localtime(invitation.expires_at), "j F Y, H:i e")
    names = {"name": organisation.name, "who": invitation.invited_by or organisation.name}
    return letters.compose(
        "letter",
        {
            "heading": _("Join %(name)s") % names,
            "paragraphs": [
                _("%(who)s invites you to work with %(name)s in CX maturity.") % names,
                _("Follow the link, and sign in or make an account. It can be used once and is yours alone."),
            ],
            "link": f"{settings.BASE_URL}{reverse('organisations:follow', args=[invitation.token])}",
            "link_words": _("Join the organisation"),
            "closing": [_("The link is good until %(until)s.") % {"until": until}],
        },
        subject=_("Join %(name)s in CX maturity") % names,
        organisation=organisation,
        message=message,
    )
