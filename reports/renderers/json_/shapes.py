"""What a report looks like to programs: the schema "cx-report/1" (docs/formats.md).

Fields are only ever added under this name. Numbers are whole; where there is none, `why` says why.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field

from reports.renderers.json_.bases import Checksum, Count, Degree, Figure, Interval, Score, Shape, Value, Why

SCHEMA: Final = "cx-report/1"


class Framework(Shape):
    """What was asked."""

    id: str
    title: str
    version: str
    language: str


class Identity(Shape):
    """What the report is about."""

    organisation: str
    title: str
    framework: Framework
    scope: Literal["full", "pulse"]
    mode: Literal["open", "confidential"]
    date: date
    closed: bool
    people: Count | None
    single_view: bool
    marking: str | None
    version: str | None
    final: bool
    state: str | None
    consultancy: str | None


class Checksums(Shape):
    """What each part of the report was read from."""

    result: Checksum
    workshop: Checksum | None
    planning: Checksum | None


class Answer(Shape):
    """The answer."""

    degree: Degree | None
    border: Degree | None
    at_most: Degree | None
    certainty: str
    index: Figure
    average: Degree | None
    headline: tuple[str, ...]
    reasons: tuple[str, ...]
    remarks: tuple[str, ...]
    talk: tuple[str, ...]
    unknown: tuple[str, ...]
    decision: str | None
    standing: tuple[str, ...]


class Section(Shape):
    """One main question."""

    id: str
    question: str
    short: str
    degree: Degree | None
    certainty: str
    holds_back: bool
    score: Figure


class GroupScore(Shape):
    """What one group, or one option of a break-down, said of a pillar."""

    id: str
    name: str
    value: Score | None
    people: Count | None
    why: Why


class Pillar(Shape):
    """One pillar."""

    id: str
    name: str
    section: str
    degree: Degree | None
    band: str
    certainty: str
    agreement: str
    score: Figure
    target: Score | None
    rank: Annotated[int, Field(ge=1)] | None
    reading: str
    notes: tuple[str, ...]
    groups: tuple[GroupScore, ...]


class AgreedAnswer(Shape):
    """What the workshop agreed on one question."""

    degree: Degree
    position: Annotated[int, Field(ge=1)]
    value: Score
    reason: str
    evidence: str


class Question(Shape):
    """One question; `distribution` counts who chose each position, from the first to the last."""

    id: str
    number: Annotated[int, Field(ge=1)]
    prompt: str
    pillar: str
    score: Figure
    distribution: tuple[Count, ...] | None
    spread: str
    could_not_judge: Annotated[int, Field(ge=0, le=100, description="per cent")] | None
    agreed: AgreedAnswer | None


class Group(Shape):
    """How many people of one group answered."""

    id: str
    name: str
    people: Count | None
    why: Why


class Difference(Shape):
    """What may be said of two groups in one pillar."""

    first: str
    second: str
    pillar: str
    label: Literal["clear", "possible", "small", "none shown", "suppressed"]
    first_score: Score | None
    second_score: Score | None
    difference: Score | None
    words: str


class Option(Shape):
    """One option of a declared break-down."""

    name: str
    people: Count | None
    why: Why


class PillarScores(Shape):
    """The options of a break-down in one pillar."""

    pillar: str
    scores: tuple[GroupScore, ...]


class BreakDown(Shape):
    """A declared break-down: role, site or tenure."""

    name: str
    options: tuple[Option, ...]
    pillars: tuple[PillarScores, ...]
    why: Why


class Groups(Shape):
    """Groups, the differences between them, and break-downs."""

    people: tuple[Group, ...]
    differences: tuple[Difference, ...]
    break_downs: tuple[BreakDown, ...]


class View(Shape):
    """The same answers by one thing that customers value."""

    lens: str
    id: str
    name: str
    degree: Degree | None
    score: Figure
    words: str


class Stage(Shape):
    """One stage of the journey."""

    id: str
    name: str
    degree: Degree | None
    score: Value
    measured: str
    owner: str
    blind: bool


class Side(Shape):
    """One side of a promise: said, done or felt."""

    id: str
    name: str
    value: Score | None
    why: Why


class Promise(Shape):
    """One promise."""

    id: str
    name: str
    sides: tuple[Side, ...]
    customers: str | None
    words: tuple[str, ...]


class Step(Shape):
    """One step of a possible starting point."""

    id: str
    name: str
    score: Value
    start_here: bool


class Block(Shape):
    """One possible starting point."""

    id: str
    name: str
    state: Literal["in place", "not in place", "not known"]
    start_here: bool
    steps: tuple[Step, ...]


class ProposedAction(Shape):
    """An action that the framework proposes."""

    id: str
    wave: str
    pillar: str
    step: str
    title: str
    do: str
    done_when: str
    owner: str
    first_result_on: date


class PlannedAction(Shape):
    """An action that was chosen."""

    id: str
    title: str
    do: str
    pillar: str
    done_when: str
    owner: str
    due_on: date | None
    status: Literal["planned", "begun", "done", "dropped"]
    impact: Annotated[int, Field(ge=1, le=3)]
    effort: Annotated[int, Field(ge=1, le=3)]
    note: str


class ReviewedAction(Shape):
    """What became of an action of the round before."""

    title: str
    owner: str
    verdict: Literal["done", "goes on", "dropped", "open"]
    note: str


class Change(Shape):
    """One score in the round before and in this one."""

    id: str
    kind: Literal["index", "section", "pillar"]
    name: str
    before: Value
    after: Value
    verdict: str
    words: str


class Round(Shape):
    """One round of a series."""

    title: str
    on: date


class Curve(Shape):
    """One score through all rounds, in their order."""

    id: str
    kind: Literal["index", "section", "pillar"]
    name: str
    scores: tuple[Interval, ...]


class Series(Shape):
    """Three rounds or more, the earliest first."""

    rounds: tuple[Round, ...]
    curves: tuple[Curve, ...]


class AgreedPillar(Shape):
    """What the workshop agreed on one pillar."""

    id: str
    name: str
    measured: Value
    agreed: Value
    words: str


class OpenQuestion(Shape):
    """What the workshop left open."""

    prompt: str
    because: str
    lower_view: str
    higher_view: str


class DecidedAction(Shape):
    """What the workshop decided to do."""

    title: str
    owner: str
    due: str
    done_when: str


class Workshop(Shape):
    """What the workshop agreed, left open and decided."""

    pillars: tuple[AgreedPillar, ...]
    open: tuple[OpenQuestion, ...]
    actions: tuple[DecidedAction, ...]


class Cost(Shape):
    """One figure that was typed in."""

    label: str
    amount: str
    source: str


class Written(Shape):
    """A report for programs. A part without data is empty or null."""

    model_config = ConfigDict(title=SCHEMA, validate_by_name=True, validate_by_alias=True)

    schema_: Annotated[Literal["cx-report/1"], Field(alias="schema")]
    kind: Literal["full", "pulse", "withheld"]
    why: Why
    identity: Identity
    checksums: Checksums
    answer: Answer | None
    sections: tuple[Section, ...]
    pillars: tuple[Pillar, ...]
    questions: tuple[Question, ...]
    groups: Groups
    views: tuple[View, ...]
    journey: tuple[Stage, ...]
    promises: tuple[Promise, ...]
    start: tuple[Block, ...]
    roadmap: tuple[ProposedAction, ...]
    actions: tuple[PlannedAction, ...]
    review: tuple[ReviewedAction, ...]
    change: tuple[Change, ...]
    series: Series | None
    workshop: Workshop | None
    costs: tuple[Cost, ...]
    method: tuple[str, ...]
    words: tuple[str, ...]
