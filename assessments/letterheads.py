"""The names and the look on the documents of a round: those of today, or those that were approved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from pydantic import TypeAdapter

from accounts.models import Logo as StoredLogo
from accounts.models import Organisation
from accounts.pictures import Picture
from assessments.refusals import LetterheadChanged

if TYPE_CHECKING:
    from assessments.models import Assessment, Edition


@dataclass(frozen=True, slots=True)
class Logo:
    """What identifies a picture, and its size in pixels."""

    checksum: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a document says and shows of whose it is; `title` is that of the round."""

    name: str
    title: str
    customers_word: str
    time_zone: str
    colour: str
    consultancy: str
    cover_text: str
    footer: str
    logo: Logo | None

    @property
    def checksum(self) -> str:
        """Return what is another whenever anything of it is."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()

    def day_of(self, moment: datetime) -> date:
        """Return the day that a moment is on by the organisation's clocks."""
        return timezone.localtime(moment, ZoneInfo(self.time_zone)).date()

    def differs_from(self, other: Letterhead) -> tuple[str, ...]:
        """Return the names of what is another there."""
        names = (one.name for one in fields(self))
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))


def of(assessment: Assessment) -> Letterhead:
    """Return what stands on a round's documents: as it was approved, else as it is; asks nothing once loaded."""
    edition = _approved(assessment)
    return _read(edition.letterhead) if edition else today(assessment)


def today(assessment: Assessment) -> Letterhead:
    """Return what an approval would keep."""
    return _written(assessment, getattr(assessment.organisation, "logo", None))


def logo_of(assessment: Assessment) -> Picture | None:
    """Return the logo on a round's documents; its picture takes a query of its own."""
    logo, edition = of(assessment).logo, _approved(assessment)
    if logo is None:
        return None
    png = edition.logo if edition else assessment.organisation.logo.png
    return Picture(bytes(png or b""), logo.width, logo.height)


def keep(edition: Edition, *, seen: str) -> None:
    """Put into an edition what stands on it now, if that is what was seen.

    Texts and picture come in one query, so that they belong together whoever changes them meanwhile.
    """
    owner = Organisation.objects.select_related("logo").get(pk=edition.assessment.organisation_id)
    logo: StoredLogo | None = getattr(owner, "logo", None)
    edition.assessment.organisation = owner
    head = _written(edition.assessment, logo)
    if head.checksum != seen:
        raise LetterheadChanged
    edition.letterhead, edition.logo = canonical(head), bytes(logo.png) if logo else None


def drop(edition: Edition) -> None:
    """Let an edition show again what is in use."""
    edition.letterhead, edition.logo = "", None


def canonical(head: Letterhead) -> str:
    """Return a letterhead's one JSON text, in the order of its fields."""
    return _adapter().dump_json(head).decode()


def _approved(assessment: Assessment) -> Edition | None:
    edition: Edition | None = getattr(assessment, "edition", None)
    return edition if edition and edition.final else None


def _written(assessment: Assessment, logo: StoredLogo | None) -> Letterhead:
    organisation = assessment.organisation
    return Letterhead(
        name=organisation.name,
        title=assessment.title,
        customers_word=organisation.customers_word,
        time_zone=organisation.time_zone,
        colour=organisation.colour,
        consultancy=organisation.consultancy,
        cover_text=organisation.cover_text,
        footer=organisation.footer,
        logo=Logo(logo.checksum, logo.width, logo.height) if logo else None,
    )


@lru_cache(maxsize=64)
def _read(document: str) -> Letterhead:
    return _adapter().validate_json(document)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Letterhead]:
    return TypeAdapter(Letterhead)
