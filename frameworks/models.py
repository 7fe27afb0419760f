"""Published versions of frameworks and lenses; a row is never changed.

They belong to everybody. A framework of an organisation's own would carry its organisation, and
slug and version would be unique within it.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frameworks.querysets import FrameworkVersionQuerySet


class FrameworkVersion(models.Model):
    """One version of a framework or lens; `document` is its canonical JSON, letter by letter."""

    class Kind(models.TextChoices):
        """What a document is."""

        FRAMEWORK = "framework", _("framework")
        LENS = "lens", _("lens")

    slug = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    kind = models.CharField(max_length=9, choices=Kind)
    framework_slug = models.CharField(max_length=60, blank=True)  # of a lens: what it reads
    language = models.CharField(max_length=12)
    document = models.TextField()
    checksum = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="frameworks_version_once"),
            models.CheckConstraint(
                condition=models.Q(kind="framework", framework_slug="")
                | (models.Q(kind="lens") & ~models.Q(framework_slug="")),
                name="frameworks_version_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"
