"""An agenda as its page shows it: what comes when, how long it takes, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from workshops import agendas, ordering
from workshops.models import Item, Workshop

if TYPE_CHECKING:
    from frameworks.documents import Question
    from frameworks.kits import Kit

WHOLE = 90
"""Minutes that a workshop has."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an agenda with the minute at which it begins.

    `entry` is None of what is no entry of it: answering alone, and topics still to come.
    """

    entry: Item | None
    title: str
    minutes: int
    begins: int
    question: Question | None = None
    pillar: str = ""
    stays: bool = False  # voted on, agreed or parked, or where the room is

    @property
    def ends(self) -> int:
        """Return the minute at which it is over."""
        return self.begins + self.minutes


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything that a workshop goes through, in order."""

    lines: tuple[Line, ...]
    untouched: bool  # nothing was voted on, agreed or parked yet: topics can be proposed anew

    @property
    def total(self) -> int:
        """Return the minutes of the whole."""
        return self.lines[-1].ends if self.lines else 0

    @property
    def whole(self) -> int:
        """Return the minutes that a workshop has."""
        return WHOLE

    @property
    def over(self) -> int:
        """Return by how many minutes the agenda is too long."""
        return max(0, self.total - WHOLE)

    @property
    def spare(self) -> int:
        """Return how many minutes are left."""
        return max(0, WHOLE - self.total)

    @property
    def topics(self) -> int:
        """Return how many questions are talked about."""
        return sum(line.question is not None for line in self.lines)


def of(workshop: Workshop) -> Timetable:
    """Return the agenda with its minutes, in two queries."""
    kit = agendas.kit_of(workshop.assessment)
    begun = set(agendas.begun_topics(workshop).values_list("pk", flat=True))
    lines: list[Line] = []
    for entry, title, minutes in _entries(workshop, kit):
        topic = entry.topic if entry else None
        question = kit.question(topic.question) if topic else None
        lines.append(
            Line(
                entry=entry,
                title=title or (question.prompt if question else ""),
                minutes=minutes,
                begins=lines[-1].ends if lines else 0,
                question=question,
                pillar=kit.pillar_of(question.id).name if question else "",
                stays=entry is not None and (entry.topic_id in begun or entry.pk == workshop.current_id),
            )
        )
    return Timetable(tuple(lines), untouched=not begun)


def _entries(workshop: Workshop, kit: Kit) -> Iterator[tuple[Item | None, str, int]]:
    """Yield the entries, and between them what takes time and is no entry."""
    planned = agendas.plan_of(kit.framework, from_nothing=workshop.from_nothing)
    items = list(agendas.in_order(workshop))
    after_opening = next((at for at, item in enumerate(items, 1) if item.kind == Item.Kind.OPENING), 0)
    waits = not workshop.assessment.result_stands and all(item.topic is None for item in items)
    topics_from = ordering.end_of_topics(items)
    for place in range(len(items) + 1):
        if place == after_opening and planned.answering:
            yield None, _("Everybody answers alone, in silence"), planned.answering
        if place == topics_from and waits:
            words = _("%(count)d topics, proposed once the answers are in")
            yield None, words % {"count": planned.topics}, planned.topics * planned.each
        if place < len(items):
            item = items[place]
            yield item, item.title or ("" if item.topic else item.get_kind_display()), item.minutes
