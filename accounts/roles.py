"""The only table of who may do what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from accounts.models import Membership


class Permission(StrEnum):
    """What can be done in an organisation."""

    VIEW_RESULTS = "view results"
    RUN_ASSESSMENTS = "run assessments"
    SHARE_RESULTS = "share results"
    MANAGE_MAIL = "manage mail"
    MANAGE_MEMBERS = "manage members"
    CHANGE_SETTINGS = "change settings"
    READ_AUDIT = "read audit"
    EXPORT_DATA = "export data"
    DELETE_ORGANISATION = "delete organisation"


_Role = Membership.Role
_VIEWER = frozenset({Permission.VIEW_RESULTS})
_FACILITATOR = _VIEWER | {
    Permission.RUN_ASSESSMENTS,
    Permission.SHARE_RESULTS,
    Permission.MANAGE_MAIL,
}

GRANTS: Mapping[str, frozenset[Permission]] = {
    _Role.OWNER: frozenset(Permission),
    _Role.FACILITATOR: _FACILITATOR,
    _Role.VIEWER: _VIEWER,
}


def grants(role: str, permission: Permission) -> bool:
    """Say whether a role carries a permission."""
    return permission in GRANTS.get(role, frozenset())
