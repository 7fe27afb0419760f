"""The papers of a workshop as tagged PDF, printed by the same child process as reports."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from reports.document.look import Look
from reports.document.workshop_kit import Kit
from reports.document.workshop_poster import Poster
from reports.document.workshop_sheet import Sheet

Paper = Kit | Poster | Sheet

_PLAIN = Look()
_TEMPLATES: dict[type[Paper], str] = {Kit: "kit", Poster: "poster", Sheet: "sheet"}


def html(paper: Paper, look: Look = _PLAIN) -> str:
    """Return the whole paper as one text that asks for nothing from outside."""
    name = f"reports/pdf/workshop/{_TEMPLATES[type(paper)]}.html"
    with translation.override(paper.heading.language):
        return render_to_string(name, {"paper": paper, "look": look})
