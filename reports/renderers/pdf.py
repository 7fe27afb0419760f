"""The report as a tagged PDF: template to HTML here, HTML to pages in the child process."""

from __future__ import annotations

from concurrent.futures import Future
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from reports.charts.levels import Level
from reports.document import Minutes, Report
from reports.document.look import Look
from reports.renderers import child, pool

PLAIN = Look()
_TEMPLATES = Path("templates/reports")
_STYLES = ("document.css", "planning.css", "workshop.css")


def render(report: Report, look: Look = PLAIN, *, whose: str = "") -> bytes:
    """Return the PDF, or refuse with `pool.RenderingRefused`."""
    return pool.press(stylesheet()).render(child.print_pages, html(report, look), stylesheet(), whose=whose)


def begin(html: str, *, whose: str) -> Future[bytes]:
    """Let a document be printed, or refuse with `pool.QueueFull`."""
    return pool.press(stylesheet()).begin(child.print_pages, html, stylesheet(), whose=whose)


def html(report: Report, look: Look = PLAIN) -> str:
    """Return the whole document as one text that asks for nothing from outside."""
    title = report.identity.title or report.identity.framework
    context = {"report": report, "title": title, "levels": levels(report), "look": look}
    with translation.override(report.identity.language):
        return render_to_string("reports/pdf/document.html", {**context, "draft": gettext("Draft")})


def minutes_html(minutes: Minutes, look: Look = PLAIN) -> str:
    """Return the minutes as one text that asks for nothing from outside."""
    with translation.override(minutes.language):
        return render_to_string("reports/pdf/minutes.html", {"minutes": minutes, "look": look})


@cache
def stylesheet() -> str:
    """Return the style of every document, read once: one sheet, so that one child prints them all."""
    folder = settings.BASE_DIR / _TEMPLATES / "pdf"
    return "\n".join((folder / name).read_text() for name in _STYLES)


def levels(report: Report) -> tuple[Level, ...]:
    """Return the degrees as charts need them."""
    gauge = report.answer.gauge if report.answer else ()
    return tuple(Level(step.degree.name, step.start) for step in gauge)
