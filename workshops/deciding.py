"""Write down what the room agrees on together with what follows from it, both or neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from workshops import keeping, running
from workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed and why; without a title no action follows from it."""

    position: int
    evidence: int
    reason: str
    title: str = ""
    owner: str = ""
    due_on: date | None = None
    done_when: str = ""


@transaction.atomic
def agree(*, workshop: Workshop, version: int, said: Agreed, by: User, at: datetime) -> Workshop:
    """Agree on the topic the room is at, and add the action that follows from it."""
    locked = running.agree(
        workshop=workshop,
        version=version,
        position=said.position,
        evidence=said.evidence,
        reason=said.reason,
        by=by,
        at=at,
    )
    if said.title:
        keeping.add_action(
            workshop=locked,
            topic=locked.topics.filter(item=locked.current_id).first(),
            title=said.title,
            owner=said.owner,
            due_on=said.due_on,
            done_when=said.done_when,
            by=by,
            at=at,
        )
    return locked
