"""Publish frameworks and lenses. There is no service that changes a published version."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frameworks import canonical, lens_meaning, library, versions
from frameworks.documents import Framework
from frameworks.faults import Fault
from frameworks.lenses import Lens
from frameworks.models import FrameworkVersion


class VersionAlreadyPublished(Exception):
    """The same slug and version was published with another content."""

    def __init__(self, slug: str, version: str) -> None:
        self.slug, self.version = slug, version
        super().__init__(
            f"{slug} {version} is published with another content; a changed text needs a new version."
        )


class LensDoesNotFit(Exception):
    """A lens fits no published version of the framework that it reads."""

    def __init__(self, lens: Lens, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        reasons = "; ".join(str(fault) for fault in faults) or "no version in its range is published"
        super().__init__(
            f"{lens.about.id} {lens.about.version} does not fit {lens.about.framework}: {reasons}"
        )


@transaction.atomic
def publish(*, document: Framework | Lens, at: datetime) -> tuple[FrameworkVersion, bool]:
    """Publish a document once; return its row and whether it is new."""
    if not isinstance(document, Framework):
        _require_fit(document)
    text = canonical.text(document)
    row, is_new = FrameworkVersion.objects.get_or_create(
        slug=document.about.id,
        version=document.about.version,
        defaults={
            **_description(document),
            "document": text,
            "checksum": canonical.checksum(text),
            "published_at": at,
        },
    )
    if row.checksum != canonical.checksum(text):
        raise VersionAlreadyPublished(row.slug, row.version)
    return row, is_new


@transaction.atomic
def publish_library(*, at: datetime) -> list[FrameworkVersion]:
    """Publish every document of the library, frameworks first; return the rows that are new."""
    published = [publish(document=document, at=at) for document in library.documents()]
    return [row for row, is_new in published if is_new]


def _description(document: Framework | Lens) -> dict[str, str]:
    about = document.about
    if isinstance(document, Framework):
        return {"kind": FrameworkVersion.Kind.FRAMEWORK, "framework_slug": "", "language": about.language}
    slug = document.about.framework
    return {"kind": FrameworkVersion.Kind.LENS, "framework_slug": slug, "language": about.language}


def _require_fit(lens: Lens) -> None:
    rows = FrameworkVersion.objects.frameworks(lens.about.framework)
    in_range = [row for row in rows if versions.satisfies(row.version, lens.about.requires)]
    faults: list[Fault] = []
    for row in in_range:
        faults = lens_meaning.check_lens_against(lens, Framework.model_validate_json(row.document))
        if not faults:
            return
    raise LensDoesNotFit(lens, faults)
