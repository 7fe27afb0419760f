"""What an organisation's workshops hold, as entries of the file for its owners.

No single vote is in it: how a room voted is part of its outcome, as far as it may be shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from accounts.models import Organisation
from assessments import tables
from reports import written
from reports.document import Minutes
from workshops.models import Action, Decision, Topic, Workshop


def entries(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Yield each file with its name, the workshops in the order in which they were planned."""
    planned = organisation.workshops.with_kit().order_by("created_at", "pk")
    for number, workshop in enumerate(planned.select_related("stored_outcome"), start=1):
        folder = f"workshops/{number:02}"
        yield f"{folder}/workshop.json", json.dumps(_held(workshop), indent=2, ensure_ascii=False)
        yield f"{folder}/people.csv", _people(workshop)
        if workshop.ended and hasattr(workshop, "stored_outcome"):
            yield f"{folder}/outcome.json", workshop.stored_outcome.document
            yield f"{folder}/minutes.json", _minutes(workshop)


def _minutes(workshop: Workshop) -> str:
    return TypeAdapter(Minutes).dump_json(written.minutes(workshop), indent=2).decode()


def _held(workshop: Workshop) -> dict[str, Any]:
    moments = ("created_at", "began_at", "ended_at")
    items = workshop.items.order_by("place", "pk").values("kind", "title", "minutes", "topic__question")
    actions = workshop.actions.order_by("created_at", "pk")
    return {
        "title": workshop.name,
        "phase": workshop.phase,
        "from_nothing": workshop.from_nothing,
        "round": str(workshop.assessment_id),
        **{name: str(getattr(workshop, name) or "") for name in moments},
        "agenda": list(items),
        "topics": [_topic(one) for one in workshop.topics.prefetch_related("decisions").order_by("question")],
        "actions": [_action(one) for one in actions],
        "notes": list(workshop.parking_notes.order_by("at", "pk").values_list("text", flat=True)),
    }


def _topic(topic: Topic) -> dict[str, Any]:
    decisions = sorted(topic.decisions.all(), key=lambda one: (one.at, one.pk))
    return {
        "question": topic.question,
        "stage": topic.stage,
        "parked_because": topic.parked_because,
        "lower_view": topic.lower_view,
        "higher_view": topic.higher_view,
        "decisions": [_decision(one) for one in decisions],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    kept = ("position", "evidence", "reason", "seen_alike")
    return {
        **{name: getattr(decision, name) for name in kept},
        "at": decision.at.isoformat(),
        "undone_at": decision.undone_at.isoformat() if decision.undone_at else "",
    }


def _action(action: Action) -> dict[str, str]:
    kept = ("title", "owner", "due_on", "done_when")
    return {name: str(getattr(action, name) or "") for name in kept}


def _people(workshop: Workshop) -> str:
    """Return the names that were given, in an order that tells nothing of when."""
    names = workshop.seats.exclude(name="").order_by("name", "pk").values_list("name", flat=True)
    return tables.csv_text(["name"], ((name,) for name in names))
