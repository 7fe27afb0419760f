"""The ways around inside one organisation, for each role its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.roles import Permission

if TYPE_CHECKING:
    from uuid import UUID

_ROUNDS = "assessments:rounds"
_TABS = (
    (_ROUNDS, _("Rounds"), Permission.VIEW_RESULTS),
    ("workshops:list", _("Workshops"), Permission.VIEW_RESULTS),
    ("actions:list", _("Actions"), Permission.VIEW_RESULTS),
    ("organisations:members", _("Members"), Permission.MANAGE_MEMBERS),
    ("organisations:settings", _("Settings"), Permission.CHANGE_SETTINGS),
    ("mailing:messages", _("Mail"), Permission.MANAGE_MAIL),
    ("reports:data", _("Data"), Permission.EXPORT_DATA),
    ("organisations:audit", _("Audit"), Permission.READ_AUDIT),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of an organisation's pages."""

    name: str
    address: str
    current: bool


def tabs(organisation_id: UUID, *, role: str, path: str) -> tuple[Tab, ...]:
    """Return the parts that a role may open; the one the path lies in is current.

    Whatever lies in none of the others belongs to the rounds.
    """
    found = [
        (name, words, reverse(name, args=[organisation_id]))
        for name, words, permission in _TABS
        if roles.grants(role, permission)
    ]
    parts = (name for name, _words, address in found if name != _ROUNDS and path.startswith(address))
    here = next(parts, _ROUNDS)
    return tuple(Tab(str(words), address, name == here) for name, words, address in found)
