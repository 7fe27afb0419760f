"""Members who watch a room by a stream: whether they still may, as the page that gave them their ticket would say.

A ticket names the member and never the session; that is read from the cookie of whoever opens the stream, and
stays in memory as long as the stream does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from accounts import roles, sessions
from accounts.models import Membership
from workshops.faces import Face

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.tickets import Ticket

HOLDER = "member "
_NEEDED: Mapping[str, roles.Permission] = {
    Face.PROJECTOR: roles.Permission.VIEW_RESULTS,
    Face.CONSOLE: roles.Permission.RUN_ASSESSMENTS,
}


@dataclass(frozen=True, slots=True)
class Onlooker:
    """A member at one face of a room, in one browser."""

    workshop_id: UUID
    face: str
    user: str  # the key, as a session keeps it
    session: str


def holder(user: User) -> str:
    """Return a name for a member that fits on a ticket."""
    return f"{HOLDER}{user.pk}"


def of(ticket: Ticket, session: str) -> Onlooker | None:
    """Return the member who opens a stream; None for a seat, and for a screen without an account.

    All members are asked for at once, so a cookie that PostgreSQL would refuse to look for must not come along.
    """
    if not ticket.holder.startswith(HOLDER):
        return None
    key = session if sessions.is_key(session) else ""
    return Onlooker(ticket.workshop_id, ticket.face, ticket.holder.removeprefix(HOLDER), key)


def admitted(looking: Collection[Onlooker], at: datetime) -> frozenset[Onlooker]:
    """Return those who may go on looking, in two queries however many they are."""
    signed_in = _signed_in({one.session for one in looking}, at)
    rooms = {one.workshop_id for one in looking}
    members = Membership.objects.current(at).filter(user__is_active=True, organisation__workshops__in=rooms)
    held = members.filter(user__in=set(signed_in.values())).values_list(
        "organisation__workshops", "user", "role"
    )
    role_of = {(room, str(user)): role for room, user, role in held}
    return frozenset(
        one
        for one in looking
        if signed_in.get(one.session) == one.user
        and one.face in _NEEDED
        and roles.grants(role_of.get((one.workshop_id, one.user), ""), _NEEDED[one.face])
    )


def _signed_in(keys: Collection[str], at: datetime) -> dict[str, str]:
    """Return who is signed in, by session."""
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=at)
    who = {session.session_key: session.get_decoded().get(SESSION_KEY) for session in alive}
    return {key: user for key, user in who.items() if user}
