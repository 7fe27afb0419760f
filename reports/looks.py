"""How documents look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments import letterheads
from reports.document import INK, Logo, Look

if TYPE_CHECKING:
    from accounts.branding import Branding
    from accounts.models import Organisation
    from accounts.pictures import Picture
    from assessments.models import Assessment


def of(assessment: Assessment) -> Look:
    """Return the colour and the logo of a round's documents; the logo's picture takes a query of its own."""
    head = letterheads.of(assessment)
    return Look(head.colour or INK, _logo(letterheads.logo_of(assessment), head.name))


def without_logo(organisation: Organisation) -> Look:
    """Return the colour alone, for papers that are printed by the dozen."""
    return Look(organisation.colour or INK)


def tried(branding: Branding, organisation: Organisation) -> Look:
    """Return a look that an organisation only tries."""
    return Look(branding.colour or INK, _logo(branding.logo, organisation.name))


def _logo(picture: Picture | None, name: str) -> Logo | None:
    return Logo(picture.png, picture.width, picture.height, name) if picture else None
