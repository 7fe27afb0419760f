"""Say what is wrong with a framework or lens file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from frameworks import lens_meaning, library, parser
from frameworks.documents import Framework
from frameworks.faults import Fault, FrameworkFaults
from frameworks.fields import quoted
from frameworks.lenses import Lens


class Command(BaseCommand):
    """Print ok, or one fault a line with its path in the file."""

    help = "Check a framework or lens file: prints ok, or one fault a line; exit 2 on faults."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a TOML file")

    def handle(self, **options: Any) -> None:
        document, faults = check(options["file"])
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            sys.exit(2)
        self.stdout.write("ok")
        if (
            document
            and not isinstance(document, Framework)
            and not library.framework(document.about.framework)
        ):
            missing = f"its framework {quoted(document.about.framework)} is not in the library"
            self.stderr.write(f"Not checked: {missing}, so its ids were held against nothing.")


def check(file: Path) -> tuple[Framework | Lens | None, tuple[Fault, ...]]:
    """Return a file's document and faults; a lens is checked against the library's framework too."""
    try:
        with file.open("rb") as stream:
            document = parser.parse(stream.read(parser.SIZE_LIMIT + 1))
    except OSError as error:
        return None, (Fault("file", f"cannot be read ({error.strerror}); expected a readable TOML file"),)
    except FrameworkFaults as refusal:
        return None, refusal.faults
    if isinstance(document, Framework):
        return document, ()
    framework = library.framework(document.about.framework)
    return document, tuple(lens_meaning.check_lens_against(document, framework)) if framework else ()
