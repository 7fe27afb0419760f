"""Keep what the room wants done, and what it puts aside."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from workshops import broadcast, protocol
from workshops.models import Action, ParkingNote, Topic, Workshop
from workshops.refusals import NothingSaid, Over, TakenOff


@transaction.atomic
def add_action(
    *,
    workshop: Workshop,
    topic: Topic | None,
    title: str,
    owner: str,
    due_on: date | None,
    done_when: str,
    by: User,
    at: datetime,
) -> Action:
    """Write down something to do; what it follows from, who does it and until when may be open."""
    locked = _unfinished(workshop)
    made = Action.objects.create(
        workshop=locked,
        topic=locked.topics.get(pk=topic.pk) if topic else None,
        title=_said("title", title),
        owner=protocol.one_line(owner),
        due_on=due_on,
        done_when=protocol.one_line(done_when),
        created_at=at,
    )
    _changed(locked, "action added", by=by)
    return made


@transaction.atomic
def change_action(
    *, action: Action, title: str, owner: str, due_on: date | None, done_when: str, by: User
) -> Action:
    """Write an action anew."""
    locked = _unfinished(action.workshop)
    if not locked.actions.filter(pk=action.pk).exists():
        raise TakenOff
    action.title, action.owner = _said("title", title), protocol.one_line(owner)
    action.due_on, action.done_when = due_on, protocol.one_line(done_when)
    action.save(update_fields=["title", "owner", "due_on", "done_when"])
    _changed(locked, "action changed", by=by)
    return action


@transaction.atomic
def remove_action(*, action: Action, by: User) -> None:
    """Take an action off the list."""
    locked = _unfinished(action.workshop)
    action.delete()
    _changed(locked, "action removed", by=by)


@transaction.atomic
def add_note(*, workshop: Workshop, text: str, by: User, at: datetime) -> ParkingNote:
    """Put something aside so that the room can go on."""
    locked = _unfinished(workshop)
    made = ParkingNote.objects.create(workshop=locked, text=_said("text", text), at=at)
    _changed(locked, "note added", by=by)
    return made


@transaction.atomic
def remove_note(*, note: ParkingNote, by: User) -> None:
    """Take a note off the parking lot."""
    locked = _unfinished(note.workshop)
    note.delete()
    _changed(locked, "note removed", by=by)


def _unfinished(workshop: Workshop) -> Workshop:
    """Lock the room; what an ended workshop left stays as it was frozen."""
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    if locked.ended:
        raise Over
    return locked


def _said(field: str, text: str) -> str:
    line = protocol.one_line(text)
    if not line:
        raise NothingSaid(field)
    return line


def _changed(locked: Workshop, action: str, *, by: User) -> None:
    """Record it and show it to the room. The version stays: nobody's next command depends on a list."""
    audit.record(organisation=locked.organisation, action=action, subject=locked.pk, by=by)
    broadcast.changed(locked.pk)
