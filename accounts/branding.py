"""How an organisation's documents look: tried in a draft that nobody else sees, then used or thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from accounts import audit, refusals
from accounts.models import BrandingDraft, Logo, Organisation
from accounts.pictures import Picture

if TYPE_CHECKING:
    from accounts.models import User

TEXTS = ("colour", "consultancy", "cover_text", "footer")


@dataclass(frozen=True, slots=True)
class Branding:
    """A whole look, whether it is in use or only tried."""

    colour: str
    consultancy: str
    cover_text: str
    footer: str
    logo: Picture | None

    @property
    def plain(self) -> bool:
        """Say whether nothing of it was ever chosen."""
        return not (self.logo or any(getattr(self, name) for name in TEXTS))

    def differs_from(self, other: Branding) -> tuple[str, ...]:
        """Return the names of what is another there."""
        return tuple(name for name in (*TEXTS, "logo") if getattr(self, name) != getattr(other, name))


@dataclass(frozen=True, slots=True)
class Looks:
    """The look in use and the one that is tried, which is None where nobody tries one."""

    used: Branding
    tried: Branding | None

    @property
    def shown(self) -> Branding:
        """Return the look that a preview shows."""
        return self.tried or self.used

    @property
    def stamp(self) -> str:
        """Return what is another whenever one of them is; forms carry it to notice what others do."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]


def read(organisation: Organisation) -> Looks:
    """Return both looks, pictures included."""
    used = _used(organisation)
    draft = BrandingDraft.objects.filter(organisation=organisation).first()
    return Looks(used, _tried(draft, used) if draft else None)


@transaction.atomic
def try_look(
    *,
    organisation: Organisation,
    values: Mapping[str, str],
    logo: Picture | None,
    without_logo: bool,
    seen: str,
    at: datetime,
) -> Looks:
    """Keep a look as the draft, with a new logo, without one, or with the one shown before.

    A look that is in use already leaves no draft.
    """
    looks = _locked(organisation, seen)
    kept = logo or (None if without_logo else _kept(looks))
    tried = replace(looks.shown, **{name: values[name] for name in TEXTS if name in values}, logo=kept)
    if tried == looks.used:
        BrandingDraft.objects.filter(organisation=organisation).delete()
        return Looks(looks.used, None)
    _keep(organisation, tried, looks.used, at)
    return Looks(looks.used, tried)


@transaction.atomic
def use_look(*, organisation: Organisation, seen: str, by: User) -> tuple[str, ...]:
    """Make the draft the look of all documents, and return what has changed."""
    looks = _locked(organisation, seen)
    if looks.tried is None:
        raise refusals.NothingTried
    changed = looks.tried.differs_from(looks.used)
    for name in TEXTS:
        setattr(organisation, name, getattr(looks.tried, name))
    organisation.save(update_fields=TEXTS)
    if "logo" in changed:
        _set_logo(organisation, looks.tried.logo)
    BrandingDraft.objects.filter(organisation=organisation).delete()
    _record("look changed", organisation, by, ", ".join(changed))
    return changed


@transaction.atomic
def throw_away(*, organisation: Organisation, by: User) -> None:
    """Forget the draft; where there is none nothing happens."""
    thrown, _kinds = BrandingDraft.objects.filter(organisation=organisation).delete()
    if thrown:
        _record("look thrown away", organisation, by)


def _locked(organisation: Organisation, seen: str) -> Looks:
    """Return the looks, which stay as they are until the end, or refuse where they are not those seen."""
    looks = read(Organisation.objects.select_for_update().get(pk=organisation.pk))
    if looks.stamp != seen:
        raise refusals.LookChanged
    return looks


def _kept(looks: Looks) -> Picture | None:
    """Return the logo that stays: the one that is tried, else the one in use."""
    return looks.shown.logo or looks.used.logo


def _used(organisation: Organisation) -> Branding:
    logo = Logo.objects.filter(organisation=organisation).first()
    picture = Picture(bytes(logo.png), logo.width, logo.height) if logo else None
    return _branding(organisation, picture)


def _tried(draft: BrandingDraft, used: Branding) -> Branding:
    logo = None if draft.without_logo else used.logo
    if draft.png is not None:
        logo = Picture(bytes(draft.png), draft.width, draft.height)
    return _branding(draft, logo)


def _branding(texts: Organisation | BrandingDraft, logo: Picture | None) -> Branding:
    return Branding(texts.colour, texts.consultancy, texts.cover_text, texts.footer, logo)


def _keep(organisation: Organisation, tried: Branding, used: Branding, at: datetime) -> None:
    new = tried.logo if tried.logo != used.logo else None
    BrandingDraft.objects.update_or_create(
        organisation=organisation,
        defaults={
            **{name: getattr(tried, name) for name in TEXTS},
            "png": new.png if new else None,
            "width": new.width if new else 0,
            "height": new.height if new else 0,
            "checksum": new.checksum if new else "",
            "without_logo": tried.logo is None and used.logo is not None,
            "changed_at": at,
        },
    )


def _set_logo(organisation: Organisation, logo: Picture | None) -> None:
    if logo is None:
        Logo.objects.filter(organisation=organisation).delete()
        return
    Logo.objects.update_or_create(
        organisation=organisation,
        defaults={
            "png": logo.png,
            "width": logo.width,
            "height": logo.height,
            "checksum": logo.checksum,
        },
    )


def _record(action: str, organisation: Organisation, by: User, detail: str = "") -> None:
    audit.record(organisation=organisation, action=action, subject=organisation.pk, by=by, detail=detail)
