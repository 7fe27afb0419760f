"""What the letter to the owner of actions says; composed at the moment of sending, as things then stand."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import in_zone_of
from actions import overviews, reminding
from actions.overviews import Line
from mailing import letters
from mailing.letters import Letter
from mailing.models import Message


def due(message: Message) -> Letter | None:
    """List what somebody has to do soon or is late with; nothing once all of it is settled or another's."""
    today = message.organisation.day_of(now())  # it may have been held since the day it is about
    found = reminding.due(message.organisation, today).filter(
        email__iexact=message.address, reminded_on__gte=date.fromisoformat(message.about)
    )
    lines = sorted(
        overviews.lines(found, today), key=lambda line: (line.action.due_on or today, line.action.title)
    )
    return _letter(message, lines) if lines else None


def _letter(message: Message, lines: list[Line]) -> Letter:
    organisation = message.organisation
    late = sum(line.overdue for line in lines)
    context = {
        "lines": lines,
        "link": settings.BASE_URL + reverse("actions:board", args=[organisation.pk]),
    }
    with in_zone_of(organisation):
        return letters.compose(
            "actions_due",
            context,
            subject=_subject(organisation.name, len(lines), late),
            organisation=organisation,
            message=message,
        )


def _subject(organisation: str, count: int, late: int) -> str:
    words = ngettext(
        "%(organisation)s: %(count)d action of yours is due",
        "%(organisation)s: %(count)d actions of yours are due",
        count,
    )
    said = words % {"organisation": organisation, "count": count}
    return f"{said}, {_('%(late)d overdue') % {'late': late}}" if late else said
