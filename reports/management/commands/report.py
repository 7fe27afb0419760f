"""Write the report of an assessment to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments import results
from assessments.models import Assessment
from reports import formats, making
from reports.formats import Format
from reports.renderers import pool

FORMATS = {one.id: one for one in formats.ALL}


class Command(BaseCommand):
    """Write what a reader sees, as one of the files that the product gives out."""

    help = f"Write the report of an assessment to a file: report ID --format {'|'.join(FORMATS)} --out FILE"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("assessment", type=UUID, help="the id of the assessment, as in its address")
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, **options: Any) -> None:
        assessment = Assessment.objects.readable().with_kit().filter(pk=options["assessment"]).first()
        if assessment is None:
            raise CommandError(f"There is no assessment {options['assessment']} with a result to read.")
        content = _made(assessment, FORMATS[options["format"]])
        try:
            options["out"].write_bytes(content)
        except OSError as fault:
            raise CommandError(f"{options['out']} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"{options['out']}: {len(content)} bytes")


def _made(assessment: Assessment, format_: Format) -> bytes:
    try:
        return making.begin(assessment, results.current(assessment), format_).result()
    except pool.RenderingRefused as refusal:
        raise CommandError("The report took more time or memory than it may.") from refusal
