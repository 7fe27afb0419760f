"""What is kept of one person who answers, for that person to take along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assessments import selectors
from assessments.models import Response
from scoring import Reply


def of_response(response: Response, at: datetime) -> dict[str, Any]:
    """Return everything that is kept with a sheet, in three queries."""
    person, round_ = response.participant, response.assessment
    sheet = selectors.sheet_of(response)
    return {
        "taken_at": at.isoformat(),
        "organisation": round_.organisation.name,
        "round": round_.title,
        "mode": round_.mode,
        "person": None
        if person is None
        else {
            "name": person.name,
            "email": person.email,
            "added_at": person.added_at.isoformat(),
            "consented_at": _moment(person.consented_at),
        },
        "group": response.group,
        "break_downs": response.traits,
        "started_at": response.started_at.isoformat(),
        "sent_at": _moment(response.sent_at),
        "keyed_in_from_paper": response.on_paper,
        "answers": [
            {
                "question": answer.question,
                "asked": sheet.stops[answer.question].question.prompt
                if answer.question in sheet.stops
                else "",
                "answer": Reply(answer.reply).name.lower(),
                "reason": answer.reason,
                "comment": answer.comment,
                "evidence": answer.evidence,
                "saved_at": answer.saved_at.isoformat(),
            }
            for answer in response.answers.order_by("pk")
        ],
        "lenses": [
            {"lens": one.lens, "item": one.item, "field": one.field, "answer": one.reply}
            for one in response.lens_replies.order_by("pk")
        ],
        "lens_subject": response.lens_subject,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
