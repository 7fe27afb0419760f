"""A framework as its file gives it (schema "cx-framework/1"); texts and structure, no behaviour.

Lists stand in the order of the file. What relates several values (unique ids, references, cuts)
is checked in `frameworks.meaning`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from frameworks.fields import (
    ByLevel,
    Count,
    Document,
    Language,
    Score,
    Slug,
    Slugs,
    Text,
    Texts,
    Version,
    Weight,
)

PILLAR_LIMIT = 20
QUESTION_LIMIT = 300


class About(Document):
    """What a framework is called and what it asks about (table [framework])."""

    id: Slug
    version: Version
    language: Language
    title: Text
    subtitle: Text
    summary: Text
    unit: Text
    time_window_months: Annotated[int, Field(ge=1, le=120)]
    questions_total: Annotated[int, Field(ge=1, le=QUESTION_LIMIT)]
    minutes_to_answer: Annotated[int, Field(ge=1, le=600)]


class Source(Document):
    """A text that the framework draws on."""

    id: Slug
    title: Text
    used_for: Text


class Position(Document):
    """One of the five places an answer can take."""

    position: Annotated[int, Field(ge=1, le=5)]
    score: Score
    label: Text
    anchored: bool
    level: Slug


class Scale(Document):
    """The answer scale and how it is explained."""

    points_per_step: Score
    min_score: Score
    max_score: Score
    instruction: Text
    positions: Annotated[tuple[Position, ...], Field(min_length=5, max_length=5)]


class Level(Document):
    """One degree of maturity; lowest first."""

    id: Slug
    order: Count
    name: Text
    anchor_score: Score
    min_score: Score
    max_score: Score
    summary: Text
    recognise: Texts
    source: Text | None = None


class Band(Document):
    """A finer step of display inside a degree."""

    id: Slug
    level: Slug
    name: Text
    min_score: Score
    max_score: Score


class SpecialAnswer(Document):
    """An answer that carries no score."""

    code: Literal["dk", "na"]
    label: Text
    meaning: Text


class EvidenceStrength(Document):
    """How strong the evidence behind an agreed answer is."""

    strength: Annotated[int, Field(ge=0, le=9)]
    name: Text
    meaning: Text


class Group(Document):
    """A group of respondents; one that is not asked never gets questions."""

    id: Slug
    name: Text
    asked: bool
    definition: Text


class Step(Document):
    """One step of a transformation."""

    id: Slug
    order: Count
    name: Text
    block: Slug
    meaning: Text


class Section(Document):
    """A main question; the headline is the lowest of their degrees."""

    id: Slug
    order: Count
    gate: bool
    question: Text
    short: Text
    meaning: Text
    source: Text | None = None


class Question(Document):
    """One matter, answered against one description for each degree."""

    id: Slug
    prompt: Text
    section: Slug
    step: Slug
    judged_by: Slugs
    na_allowed: bool
    na_hint: Text | None = None
    why: Text
    evidence: Texts
    pulse: bool = False
    weight: Weight = 1.0
    descriptors: ByLevel


class Action(Document):
    """Something to do that carries a pillar from one degree to the next."""

    id: Slug
    from_level: Slug = Field(alias="from")
    to_level: Slug = Field(alias="to")
    step: Slug
    title: Text
    do: Text
    done_when: Text
    owner: Text
    days: Annotated[int, Field(ge=1, le=3_650)]


class Pillar(Document):
    """Questions that together make up one part of a section."""

    id: Slug
    order: Count
    section: Slug
    name: Text
    purpose: Text
    sources: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    steps: Slugs
    weight: Weight = 1.0
    readings: ByLevel
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=QUESTION_LIMIT)]
    actions: Annotated[tuple[Action, ...], Field(max_length=50)] = ()


class PlannedMinutes(Document):
    """One part of a workshop and how long it takes."""

    minutes: Annotated[int, Field(ge=1, le=600)]
    what: Text


class Guidance(Document):
    """Sentences for those who answer, organise, facilitate and design the screens."""

    respondent: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    presentation: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    organiser: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    facilitator: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    workshop_plan: Annotated[tuple[PlannedMinutes, ...], Field(max_length=50)] = ()


class Framework(Document):
    """One version of a framework, complete in one language."""

    format: Literal["cx-framework/1"] = Field(alias="schema")
    about: About = Field(alias="framework")
    sources: Annotated[tuple[Source, ...], Field(max_length=100)] = ()
    scale: Scale
    levels: Annotated[tuple[Level, ...], Field(min_length=3, max_length=3)]
    bands: Annotated[tuple[Band, ...], Field(min_length=3, max_length=15)]
    answers_special: Annotated[tuple[SpecialAnswer, ...], Field(min_length=2, max_length=2)]
    evidence_scale: Annotated[tuple[EvidenceStrength, ...], Field(max_length=10)] = ()
    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=20)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=30)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=PILLAR_LIMIT)]
    pillars: Annotated[tuple[Pillar, ...], Field(min_length=1, max_length=PILLAR_LIMIT)]
    guidance: Guidance = Guidance()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return every question in framework order."""
        return tuple(question for pillar in self.pillars for question in pillar.questions)
