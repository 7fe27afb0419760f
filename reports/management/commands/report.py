"""Write the report of an assessment to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from pydantic import TypeAdapter

from assessments.models import Assessment
from reports import selectors
from reports.document import Report
from reports.renderers import pdf, pool

FORMATS = ("pdf", "json")
LATER = ("pptx", "xlsx", "csv")


class Command(BaseCommand):
    """Write what a reader sees, as PDF or as JSON."""

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
        report = selectors.report_of(assessment)
        content = _pdf(report) if options["format"] == "pdf" else _json(report)
        try:
            options["out"].write_bytes(content)
        except OSError as fault:
            raise CommandError(f"{options['out']} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"{options['out']}: {len(content)} bytes")


def _pdf(report: Report) -> bytes:
    try:
        return pdf.render(report)
    except pool.RenderingRefused as refusal:
        raise CommandError("The report took more time or memory than it may.") from refusal


def _json(report: Report) -> bytes:
    """Return the report and not the stored result, which also holds what may not be shown."""
    return TypeAdapter(Report).dump_json(report, indent=2)
