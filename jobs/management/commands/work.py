"""Do the background work."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jobs import worker


class Command(BaseCommand):
    """Run one worker until it is asked to end."""

    help = "Do background work: mail, recurring tasks. Run it as often as there is work for."
    requires_system_checks = ()  # they would load every view, which a worker never shows

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parent", type=int, help="end when this parent process has ended")

    def handle(self, *_args: Any, **options: Any) -> None:
        worker.run(parent=options["parent"])
