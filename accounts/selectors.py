"""Gather what the pages of organisations show; the number of queries never grows with rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import AuditEvent, Membership, Organisation, User

if TYPE_CHECKING:
    from django.core.paginator import Page

    from accounts.models import MemberInvitation
    from accounts.querysets import MembershipQuerySet, OrganisationQuerySet

SWITCHER_SHOWS = 8
EVENTS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the owners see them."""

    pk: int
    name: str
    email: str
    role: str
    role_words: str
    last_day: date | None
    ended: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """An offer that nobody has taken up yet."""

    pk: str
    email: str
    role_words: str
    last_day: date | None
    good_until: datetime
    ended: bool
    link: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit page."""

    at: datetime
    by: str
    what: str
    about: str
    detail: str


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """A page of what happened, and what it can be narrowed down to."""

    events: tuple[Event, ...]
    page: Page[AuditEvent]
    actions: tuple[tuple[str, str], ...]
    people: tuple[User, ...]


def others(user: User, *, but: Organisation, at: datetime) -> OrganisationQuerySet:
    """Return the first few other organisations that a person can switch to."""
    found = Organisation.objects.of(user, at).exclude(pk=but.pk).with_logo()
    return found.order_by("name", "pk")[:SWITCHER_SHOWS]


def own(user: User, *, at: datetime, search: str = "") -> MembershipQuerySet:
    """Return a person's memberships with organisation and `latest_at`, by name, in one query."""
    found = user.memberships.current(at).with_organisation().with_latest_event()
    return found.filter(organisation__name__icontains=search).order_by("organisation__name", "pk")


def members(organisation: Organisation, *, reader: User, at: datetime) -> tuple[Member, ...]:
    """Return everybody with a role, owners first, those whose access has ended last."""
    found = organisation.memberships.select_related("user").order_by("user__name", "user__email", "pk")
    rows = (member_row(membership, reader=reader, at=at) for membership in found)
    order = {role: place for place, role in enumerate(Membership.Role.values)}
    return tuple(sorted(rows, key=lambda row: (row.ended, order[row.role])))


def member_row(membership: Membership, *, reader: User, at: datetime) -> Member:
    """Return one member; asks no query where the person was loaded along."""
    ends = membership.expires_at
    return Member(
        pk=membership.pk,
        name=membership.user.name or membership.user.email,
        email=membership.user.email if membership.user.name else "",
        role=membership.role,
        role_words=membership.get_role_display(),
        last_day=last_day(ends),
        ended=ends is not None and ends <= at,
        own=membership.user_id == reader.pk,
    )


def invitations(organisation: Organisation, *, at: datetime) -> tuple[Invitation, ...]:
    """Return the offers that nobody has taken up, each with its link."""
    found = organisation.member_invitations.order_by("-created_at", "email")
    return tuple(_invitation(invitation, at) for invitation in found)


def last_day(ends: datetime | None) -> date | None:
    """Return the last day on which access lasts, in the present time zone."""
    return timezone.localtime(ends - timedelta(microseconds=1)).date() if ends else None


def audit_trail(organisation: Organisation, *, action: str, person: str, page: str) -> AuditTrail:
    """Return a page of what happened, latest first, narrowed down where that was asked for."""
    every = organisation.audit_events.order_by()
    people = tuple(User.objects.filter(pk__in=every.values("actor")).order_by("name", "email"))
    found = every.filter(action=action) if action else every
    who = next((one for one in people if str(one.pk) == person), None)
    if who:
        found = found.filter(actor=who)
    paginator = Paginator(found.select_related("actor").order_by("-at", "-pk"), EVENTS_ON_A_PAGE)
    shown = paginator.get_page(page)
    names = _names(shown.object_list)
    return AuditTrail(
        events=tuple(_event(event, names) for event in shown.object_list),
        page=shown,
        actions=actions.choices(every.values_list("action", flat=True).distinct()),
        people=people,
    )


def _invitation(invitation: MemberInvitation, at: datetime) -> Invitation:
    path = reverse("organisations:follow", args=[invitation.token])
    return Invitation(
        pk=str(invitation.pk),
        email=invitation.email,
        role_words=invitation.get_role_display(),
        last_day=last_day(invitation.membership_expires_at),
        good_until=invitation.expires_at,
        ended=invitation.expires_at <= at,
        link=f"{settings.BASE_URL}{path}",
    )


def _names(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Return how the people are called that events are about, in one query."""
    about = [event.subject for event in events if event.action in actions.ABOUT_A_PERSON]
    people = User.objects.filter(pk__in=[subject for subject in about if subject.isdecimal()])
    return {str(person.pk): str(person) for person in people}


def _event(event: AuditEvent, names: dict[str, str]) -> Event:
    about = names.get(event.subject, "") if event.action in actions.ABOUT_A_PERSON else ""
    return Event(
        at=event.at,
        by=str(event.actor) if event.actor else "",
        what=actions.words(event.action),
        about=about,
        detail=event.detail,
    )


def has_closed_round(organisation: Organisation) -> bool:
    """Say whether there is a round with a final result."""
    found: bool = organisation.assessments.closed().exists()
    return found
