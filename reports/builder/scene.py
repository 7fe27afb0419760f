"""What every part of a report is written from, with the look-ups and figures they share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from assessments.release import Release
from frameworks.kits import Kit
from reports.builder import degrees
from reports.builder.context import Context
from reports.document import Degree, Figure, Part, Sentence
from reports.narrative import Value, Words, theirs, typed
from scoring.arithmetic import whole
from scoring.result import Result

NAMED_FROM = 12.5  # points from which one part is said to be further than another (Q3)
FEW = 5  # people below whom a report is a conversation
SINGLE_VIEW = 3  # fewer people than this are a single view


class Estimated(Protocol):
    """Anything with a score, an interval and contributors."""

    @property
    def score(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def n(self) -> int: ...


@dataclass(frozen=True)
class Scene:
    """One report in the making."""

    kit: Kit
    result: Result
    context: Context
    words: Words

    @property
    def single(self) -> bool:
        """Say whether this is the view of one or two people."""
        return self.result.n < SINGLE_VIEW

    @cached_property
    def org(self) -> Part:
        name = self.context.organisation.strip()
        return typed(name) if name else Part(self.words.word("unnamed"))

    @cached_property
    def degrees(self) -> dict[str, Degree]:
        return degrees.of(self.kit)

    @cached_property
    def months(self) -> str:
        return self.words.number(self.kit.framework.about.time_window_months)

    @cached_property
    def pillar_of_action(self) -> dict[str, str]:
        return {action.id: pillar.id for pillar in self.kit.framework.pillars for action in pillar.actions}

    @cached_property
    def release(self) -> Release:
        """Return the one page that says what may be shown."""
        return self.context.release or Release(self.kit.scheme, self.result)

    def say(self, key: str, **values: Value) -> Sentence:
        return self.words.say(key, **values)

    def phrase(self, key: str, **values: Value) -> Sentence:
        return self.words.phrase(key, **values)

    def write(self, key: str, **values: Value) -> str:
        return self.words.write(key, **values)

    def label(self, key: str) -> str:
        return self.words.word(f"label.{key}")

    def degree(self, id_: str | None) -> Degree | None:
        return None if id_ is None else self.degrees[id_]

    def degree_name(self, id_: str) -> Part:
        return theirs(self.degrees[id_].name)

    def pillar_name(self, id_: str) -> Part:
        return theirs(self.kit.pillar(id_).name)

    def pillar_names(self, ids: Iterable[str]) -> tuple[Part, ...]:
        return self.words.listing(self.pillar_name(id_) for id_ in ids)

    def pillar_if_known(self, id_: str) -> str:
        """Return the name of a pillar, nothing for an action that belongs to none."""
        return next((pillar.name for pillar in self.kit.framework.pillars if pillar.id == id_), "")

    def step_if_known(self, id_: str) -> str:
        """Return the name of a step, nothing for an action that belongs to none."""
        return next((step.name for step in self.kit.framework.steps if step.id == id_), "")

    def day(self, day: date | None) -> str:
        """Return a day in words, nothing where there is none."""
        return self.words.date(day) if day else ""

    def prompt(self, question: str) -> Part:
        return theirs(self.kit.question(question).prompt)

    def prompts(self, questions: Iterable[str]) -> tuple[Part, ...]:
        return self.words.quoted(self.prompt(question) for question in questions)

    def asks(self, section: str) -> Part:
        """Return the main question itself."""
        return theirs(self.kit.section(section).question)

    def group_name(self, id_: str) -> Part:
        return theirs(self.kit.group(id_).name)

    def figure(self, estimate: Estimated) -> Figure | None:
        """Return a score as whole numbers with its words, None where it is not known."""
        if estimate.score is None:
            return None
        score, people = whole(estimate.score), self.words.people(estimate.n)
        if estimate.low is None or estimate.high is None:
            words = self.write("figure.plain", score=score, people=people)
            return Figure(score, None, None, estimate.n, words)
        low, high = whole(estimate.low), whole(estimate.high)
        words = self.write("figure.interval", score=score, low=low, high=high, people=people)
        return Figure(score, low, high, estimate.n, words)

    def cell(self, score: int | None) -> str:
        """Return a score for a table."""
        return self.label("not_known") if score is None else str(score)


def whole_or_none(score: float | None) -> int | None:
    """Return the whole number under which a score is shown, None where it is not known."""
    return None if score is None else whole(score)


def percent(share: float) -> int:
    """Return a share as a whole percentage."""
    return whole(100 * share)
