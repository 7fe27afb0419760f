"""Named sets of published versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from frameworks import versions

if TYPE_CHECKING:
    from frameworks.models import FrameworkVersion


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    """Sets of published versions."""

    def frameworks(self, slug: str) -> Self:
        """Return the versions of one framework."""
        return self.filter(kind="framework", slug=slug)

    def lenses_of(self, slug: str) -> Self:
        """Return the versions of all lenses that read one framework."""
        return self.filter(kind="lens", framework_slug=slug)

    def newest(self, version: str | None = None) -> FrameworkVersion:
        """Return the row with the highest version, or the one named; DoesNotExist if there is none."""
        rows = [row for row in self.defer("document") if version in (None, row.version)]
        if not rows:
            raise self.model.DoesNotExist("No such framework is published.")
        return max(rows, key=lambda row: versions.key(row.version))
