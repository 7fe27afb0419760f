"""Something to do, and the plan it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.document.texts import FrameworkText, Sentence, TypedText


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do, with everything a card or a row needs; `sentence` says it in one (R1)."""

    id: str
    pillar: FrameworkText
    step: FrameworkText
    title: FrameworkText
    do: FrameworkText
    done_when: FrameworkText
    owner: FrameworkText
    first_result: str  # "about 45 days"
    by: str  # the date on which the first result is due
    begins_with_talk: bool
    sentence: Sentence
    notes: tuple[Sentence, ...]  # R1b, R3
    when: str  # the word beside `first_result`


@dataclass(frozen=True, slots=True)
class ProposedAction(Action):
    """The same of an action that the framework proposes."""

    on: date  # the day that `by` names


@dataclass(frozen=True, slots=True)
class ChosenAction(Action):
    """The same of an action that somebody chose; `first_result` is its date."""

    title: TypedText
    do: TypedText
    done_when: TypedText
    owner: TypedText


@dataclass(frozen=True, slots=True)
class NextStep:
    """One next step of a pulse: a low question and an action (R5)."""

    prompt: FrameworkText  # empty, and the score None, where the question may not be shown
    score: int | None
    action: ProposedAction
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Step:
    """One transformation step with its score."""

    id: str
    name: FrameworkText
    meaning: FrameworkText
    score: int | None
    here: bool  # the step to start with


@dataclass(frozen=True, slots=True)
class Block:
    """One possible starting point with its steps."""

    id: str
    name: FrameworkText
    state: Literal["in place", "not in place", "not known"]
    state_words: str
    here: bool  # the block to start with
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Wave:
    """Actions of one wave, in printing order."""

    id: str
    name: FrameworkText
    talk: tuple[Sentence, ...]  # R2, first wave only
    actions: tuple[ProposedAction, ...]
    empty: str  # said when there are none


@dataclass(frozen=True, slots=True)
class ForeseenLine:
    """One score today, and where it would stand if the actions chosen reached their mark."""

    id: str
    kind: Literal["section", "pillar"]
    name: FrameworkText
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to start, and the roadmap."""

    heading: str
    start_heading: str
    start: tuple[Sentence, ...]  # E
    blocks: tuple[Block, ...]
    roadmap_heading: str
    rule: Sentence  # R4
    waves: tuple[Wave, ...]
    forecast: Sentence | None  # F0
    forecast_heading: str
    forecast_of: Sentence  # whether it follows the actions chosen, or those proposed
    foreseen: tuple[ForeseenLine, ...] = ()  # what the actions chosen would move
