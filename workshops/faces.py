"""The three faces of a room: projector, phone and console, each as it is to be shown at a moment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.template import loader

from workshops.attendance import Counts
from workshops.models import Item
from workshops.rooms import Room, room

__all__ = ["Face", "Picture", "Room", "fragment", "marked", "picture", "pictured", "room", "told"]


class Face(StrEnum):
    """Who looks at the room."""

    PROJECTOR = "projector"
    PHONE = "phone"
    CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Picture:
    """One face at a moment, the same for all who look at it.

    `id` changes with anything shown, `key` when the html has to be replaced.
    """

    id: str
    key: str
    voted: int
    present: int
    answered: int
    html: str
    gone: frozenset[UUID]

    def told(self, key: str = "") -> dict[str, object]:
        """Return what is sent to a page that shows the html of a key; the html only where it differs."""
        counts = {"voted": self.voted, "present": self.present, "answered": self.answered}
        html = {} if key == self.key else {"html": self.html}
        return {"id": self.id, "key": self.key, **counts, **html}


def picture(workshop_id: UUID, face: Face, at: datetime) -> Picture:
    """Return a room's face at a moment; Workshop.DoesNotExist if the room is gone."""
    return pictured(room(workshop_id, at), face)


def pictured(seen: Room, face: Face) -> Picture:
    """Return the face of a room that has been read."""
    return _drawn(marked(seen, face), seen, face)


def marked(seen: Room, face: Face) -> Picture:
    """Return the face without its html, for a page that draws it itself."""
    blank = Picture("", _hash(face, *_MARKS[face](seen)), 0, 0, 0, "", seen.gone)
    return recounted(blank, Counts(seen.voted, seen.present, seen.answered))


def told(seen: Room, face: Face, key: str) -> dict[str, object]:
    """Return what is sent to a page that shows the html of a key; html that it has is not drawn."""
    found = marked(seen, face)
    return (found if found.key == key else _drawn(found, seen, face)).told(key)


def _drawn(found: Picture, seen: Room, face: Face) -> Picture:
    return replace(found, html=loader.render_to_string(fragment(face), {"room": seen}))


def recounted(before: Picture, counts: Counts) -> Picture:
    """Return the same picture with these counts."""
    id_ = _hash(before.key, *astuple(counts), *sorted(before.gone))
    return replace(before, id=id_, voted=counts.voted, present=counts.present, answered=counts.answered)


def fragment(face: Face) -> str:
    """Return the template of a face."""
    return f"workshops/{face}/_stage.html"


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(tuple(map(str, parts))).encode()).hexdigest()[:16]


def _common(seen: Room) -> tuple[object, ...]:
    """Return what every face shows."""
    workshop, decision, topic = seen.workshop, seen.decision, seen.topic
    return (
        workshop.phase,
        workshop.current_id,
        workshop.item_began_at,
        seen.stage,
        seen.ballot,
        seen.spread,  # none before the reveal; after one that was taken back it may be another
        decision and (decision.pk, decision.undone_at),
        topic and (topic.parked_because, topic.lower_view, topic.higher_view),
        seen.code,
        seen.item and (seen.item.minutes, seen.item.title),
        seen.number,
        seen.of,
    )


def _on_the_wall(seen: Room) -> tuple[object, ...]:
    listed = seen.workshop.ended or (seen.item is not None and seen.item.kind == Item.Kind.ACTIONS)
    return (*_common(seen), seen.workshop.name, _agenda(seen), _actions(seen) if listed else "")


def _at_the_desk(seen: Room) -> tuple[object, ...]:
    people = [(person.seat.pk, person.present, person.voted, person.sent) for person in seen.people]
    notes = [(note.pk, note.text) for note in seen.notes]
    return (*_common(seen), seen.workshop.version, _agenda(seen), _actions(seen), notes, people)


def _agenda(seen: Room) -> list[tuple[object, ...]]:
    return [
        (entry.item.pk, entry.title, entry.item.minutes, entry.topic and entry.topic.stage)
        for entry in seen.entries
    ]


def _actions(seen: Room) -> list[tuple[object, ...]]:
    return [(todo.pk, todo.title, todo.owner, todo.due_on, todo.done_when) for todo in seen.actions]


_MARKS: Mapping[Face, Callable[[Room], tuple[object, ...]]] = {
    Face.PROJECTOR: _on_the_wall,
    Face.PHONE: _common,
    Face.CONSOLE: _at_the_desk,
}
