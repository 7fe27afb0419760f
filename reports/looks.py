"""How the documents of an organisation look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.document import INK, Logo, Look

if TYPE_CHECKING:
    from accounts.branding import Branding
    from accounts.models import Logo as StoredLogo
    from accounts.models import Organisation


def of(organisation: Organisation) -> Look:
    """Return the colour and the logo; the logo's picture takes a query of its own."""
    stored: StoredLogo | None = getattr(organisation, "logo", None)
    logo = Logo(bytes(stored.png), stored.width, stored.height, organisation.name) if stored else None
    return Look(organisation.colour or INK, logo)


def without_logo(organisation: Organisation) -> Look:
    """Return the colour alone, for papers that are printed by the dozen."""
    return Look(organisation.colour or INK)


def tried(branding: Branding, organisation: Organisation) -> Look:
    """Return a look that an organisation only tries."""
    picture = branding.logo
    logo = Logo(picture.png, picture.width, picture.height, organisation.name) if picture else None
    return Look(branding.colour or INK, logo)
