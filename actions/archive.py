"""The action plan as an entry of the file in which owners take their organisation's data along."""

from __future__ import annotations

from accounts.models import Organisation
from actions.models import Review
from assessments import tables

_KEPT = (
    "assessment__title",
    "origin",
    "pillar",
    "step",
    "title",
    "do",
    "done_when",
    "owner",
    "email",
    "due_on",
    "status",
    "impact",
    "effort",
    "note",
    "created_at",
    "changed_at",
    "settled_at",
)
_REVIEWED = ("action__title", "assessment__title", "verdict", "note", "at")


def actions_of(organisation: Organisation) -> str:
    """Return every action with everything that is kept of it, as CSV."""
    rows = organisation.actions.order_by("created_at", "pk").values_list(*_KEPT)
    return tables.csv_text([name.replace("assessment__title", "round") for name in _KEPT], rows)


def reviews_of(organisation: Organisation) -> str:
    """Return what later rounds found about them, as CSV."""
    found = Review.objects.filter(action__organisation=organisation).order_by("at", "pk")
    return tables.csv_text(["action", "round", "verdict", "note", "at"], found.values_list(*_REVIEWED))
