"""The degrees of a framework as documents name and draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.document import Degree

if TYPE_CHECKING:
    from frameworks.kits import Kit


def of(kit: Kit) -> dict[str, Degree]:
    """Return the degrees by their ids, lowest first."""
    levels = kit.framework.levels
    return {
        level.id: Degree(level.id, level.name, place, len(levels))
        for place, level in enumerate(levels, start=1)
    }
