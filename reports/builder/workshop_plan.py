"""What the papers of a workshop share: their heading, their questions, and degrees by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from reports import narrative
from reports.builder import degrees
from reports.document.workshop_papers import Heading

if TYPE_CHECKING:
    from frameworks.documents import Question
    from frameworks.kits import Kit
    from reports.document import Degree
    from workshops.models import Workshop
    from workshops.timetables import Line


@dataclass(frozen=True)
class Plan:
    """A workshop with its framework and its agenda in order, loaded; the papers ask for nothing more."""

    workshop: Workshop
    kit: Kit
    lines: Sequence[Line]
    at: datetime

    @cached_property
    def heading(self) -> Heading:
        """Return whose workshop it is and of which day the paper is."""
        organisation = self.workshop.organisation
        on = organisation.day_of(self.workshop.began_at or self.at)
        return Heading(organisation.name, self.workshop.name, self.kit.language, on, self.words.date(on))

    @cached_property
    def words(self) -> narrative.Words:
        """Return the words of the framework's language."""
        return narrative.words_for(self.kit.framework.about.id, self.kit.language)

    @cached_property
    def degrees(self) -> dict[str, Degree]:
        """Return the degrees by their ids."""
        return degrees.of(self.kit)

    @property
    def alone(self) -> bool:
        """Say whether the topics are still to follow from what is answered in the room."""
        return self.workshop.from_nothing and not any(line.question for line in self.lines)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Return the topics' questions in the order of the agenda; without topics, those answered alone."""
        if self.alone:
            lens = self.kit.pulse
            return tuple(self.kit.question(id_) for id_ in lens.questions) if lens else ()
        return tuple(line.question for line in self.lines if line.question)
