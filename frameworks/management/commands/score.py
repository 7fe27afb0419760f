"""Score a file of answers and print the result as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from frameworks import calculation


class Command(BaseCommand):
    """Print everything that is computed from one file of answers, in full precision."""

    help = "Score a CSV file (respondent,group,question,answer); prints JSON, or one fault a line and exit 2."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let --version name the framework's version, as Django's own option is of no use here."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "framework", help="a slug of the library or of a published framework, or a TOML file"
        )
        parser.add_argument(
            "answers", type=Path, help="a CSV file; answer: 1 to 5, dk, na, or empty for skipped"
        )
        parser.add_argument("--mode", choices=["open", "confidential"], default="confidential")
        parser.add_argument("--k", type=int, default=5, help="smallest group that may be shown (5)")
        parser.add_argument(
            "--version", dest="framework_version", help="version of the framework (the latest)"
        )
        parser.add_argument("--target", help="id of the degree to aim at (one above the headline)")

    def handle(self, **options: Any) -> None:
        try:
            kit = calculation.find_kit(options["framework"], options["framework_version"])
            summary = calculation.score(
                kit, options["answers"], mode=options["mode"], k=options["k"], target=options["target"]
            )
        except calculation.CannotScore as refusal:
            self.stderr.write("\n".join(refusal.reasons))
            sys.exit(2)
        self.stdout.write(json.dumps(summary, ensure_ascii=False, allow_nan=False, indent=2))
