"""From a workshop to the poster at its door."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from reports.document.workshop_poster import Poster
from workshops import codes

if TYPE_CHECKING:
    from reports.builder.workshop_plan import Plan


def poster(plan: Plan) -> Poster:
    """Write the poster, with the code where one works now."""
    workshop, room = plan.workshop, settings.BASE_URL + reverse("workshops:enter")
    joinable = workshop.joinable(plan.at)
    ends = workshop.code_expires_at if joinable else None
    return Poster(
        heading=plan.heading,
        address=room.partition("://")[2].rstrip("/"),
        link=settings.BASE_URL + reverse("workshops:join", args=[workshop.code]) if joinable else room,
        code=codes.spelled(workshop.code) if joinable else "",
        until_words=_moment(plan, ends) if ends else "",
    )


def _moment(plan: Plan, moment: datetime) -> str:
    """Return a moment by the organisation's clocks."""
    zone = ZoneInfo(plan.workshop.organisation.time_zone)
    time = timezone.localtime(moment, zone).strftime("%H:%M")
    day = plan.words.date(plan.workshop.organisation.day_of(moment))
    return gettext("%(time)s on %(day)s") % {"time": time, "day": day}
