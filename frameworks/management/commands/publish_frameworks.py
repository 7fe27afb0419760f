"""Publish the frameworks and lenses that come with the application."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from frameworks import services


class Command(BaseCommand):
    """Publish the library; what is published already is left alone."""

    help = "Publish the frameworks and lenses of the library. Safe to repeat."

    def handle(self, **options: Any) -> None:
        try:
            new = services.publish_library(at=timezone.now())
        except (services.VersionAlreadyPublished, services.LensDoesNotFit) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            self.stdout.write("\n".join(f"published {row}" for row in new) or "nothing new")
