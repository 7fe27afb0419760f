"""Write the report of an assessment to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments import results
from assessments.models import Assessment, StoredResult
from reports import selectors
from reports.renderers import pdf, pool

FORMATS = ("pdf", "json")
LATER = ("pptx", "xlsx", "csv")


class Command(BaseCommand):
    """Write what a reader sees as PDF, or the stored result as JSON."""

    help = "Write the report of an assessment to a file: report ASSESSMENT_ID --format pdf|json --out FILE"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("assessment", type=UUID, help="the id of the assessment, as in its address")
        parser.add_argument("--format", choices=[*FORMATS, *LATER], required=True)
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, **options: Any) -> None:
        if options["format"] in LATER:
            raise CommandError(f"{options['format']} comes in a later release; now: {', '.join(FORMATS)}.")
        assessment = Assessment.objects.readable().with_kit().filter(pk=options["assessment"]).first()
        if assessment is None:
            raise CommandError(f"There is no assessment {options['assessment']} with a result to read.")
        content = _pdf(assessment) if options["format"] == "pdf" else _json(assessment)
        try:
            options["out"].write_bytes(content)
        except OSError as fault:
            raise CommandError(f"{options['out']} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"{options['out']}: {len(content)} bytes")


def _pdf(assessment: Assessment) -> bytes:
    report = selectors.report_of(assessment)
    try:
        return pdf.render(report)
    except pool.RenderingRefused as refusal:
        raise CommandError("The report took more time or memory than it may.") from refusal


def _json(assessment: Assessment) -> bytes:
    """Return the stored text itself, so that its SHA-256 is the checksum that every document prints."""
    results.current(assessment)
    return StoredResult.objects.get(assessment=assessment).document.encode()
