"""The only table of who may do what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from accounts.models import Membership


class Permission(StrEnum):
    """What can be done in an organisation."""

    VIEW_RESULTS = "view results"


_Role = Membership.Role

GRANTS: Mapping[str, frozenset[Permission]] = {
    _Role.OWNER: frozenset({Permission.VIEW_RESULTS}),
    _Role.FACILITATOR: frozenset({Permission.VIEW_RESULTS}),
    _Role.VIEWER: frozenset({Permission.VIEW_RESULTS}),
}


def grants(role: str, permission: Permission) -> bool:
    """Say whether a role carries a permission."""
    return permission in GRANTS.get(role, frozenset())
