"""How the documents of an organisation look."""

from __future__ import annotations

from accounts.models import Logo as StoredLogo
from accounts.models import Organisation
from reports.document import INK, Logo, Look


def of(organisation: Organisation) -> Look:
    """Return the colour and the logo; the logo's picture takes a query of its own."""
    stored: StoredLogo | None = getattr(organisation, "logo", None)
    logo = Logo(bytes(stored.png), stored.width, stored.height, organisation.name) if stored else None
    return Look(organisation.colour or INK, logo)


def parts(organisation: Organisation) -> tuple[str, ...]:
    """Return what changes whenever documents look different or say something else of who made them."""
    logo: StoredLogo | None = getattr(organisation, "logo", None)
    return (
        organisation.colour,
        logo.checksum if logo else "",
        organisation.consultancy,
        organisation.cover_text,
        organisation.footer,
    )
