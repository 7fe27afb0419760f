"""Lenses as their files give them (schema "cx-lens/1"): further readings of the same answers.

Every kind has its own document. What a lens says about a framework is checked against it in
`frameworks.lens_meaning`.
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
    VersionRange,
)

Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
Minutes = Annotated[int, Field(ge=1, le=600)]


class AboutLens(Document):
    """What a lens is called and which framework versions it reads (table [lens])."""

    id: Slug
    version: Version
    framework: Slug
    requires: VersionRange
    language: Language
    title: Text
    purpose: Text
    source: Text
    caution: Text | None = None


class LensDocument(Document):
    """What every lens file begins with."""

    format: Literal["cx-lens/1"] = Field(alias="schema")


class AboutMapping(AboutLens):
    """The [lens] table of a mapping."""

    kind: Literal["mapping"]
    min_share_answered: Share = 0.5


class View(Document):
    """A named set of questions read together."""

    id: Slug
    order: Count
    name: Text
    meaning: Text
    looks_for: Text
    questions: Slugs
    ask_customers: Text


class Side(Document):
    """One side of a balance."""

    name: Text
    questions: Slugs


class Balance(Document):
    """Two question sets held against each other."""

    id: Slug
    name: Text
    source: Text | None = None
    first: Side
    second: Side
    threshold: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
    reading_first_higher: Text
    reading_second_higher: Text
    reading_even: Text


class MappingLens(LensDocument):
    """No new questions: the same answers in other groupings."""

    about: AboutMapping = Field(alias="lens")
    views: Annotated[tuple[View, ...], Field(min_length=1, max_length=20)]
    balances: Annotated[tuple[Balance, ...], Field(max_length=20)] = ()

    @property
    def min_share_answered(self) -> float:
        """Return the share of a view's questions that must have a score."""
        return self.about.min_share_answered


class AboutSubset(AboutLens):
    """The [lens] table of a subset."""

    kind: Literal["subset"]
    minutes_to_answer: Minutes


class SubsetRules(Document):
    """What may be reported from a subset, in words."""

    report: Slugs
    do_not_report: Slugs
    show: Text
    next_steps: Text
    afterwards: Text
    section_rule: Text
    headline_label: Text
    max_certainty: Literal["likely"]
    compare: Text
    rhythm: Text


class SubsetLens(LensDocument):
    """A short form: some of the framework's own questions."""

    about: AboutSubset = Field(alias="lens")
    questions: Slugs
    rules: SubsetRules


class AboutDiagnosis(AboutLens):
    """The [lens] table of a diagnosis."""

    kind: Literal["diagnosis"]


class EntryRule(Document):
    """The thresholds by which a starting point is found."""

    in_place_score: Score
    step_floor: Score
    min_questions_per_step: Annotated[int, Field(ge=1, le=50)]
    order: Slugs
    block_mean: Text
    undetermined_block: Text
    entry: Text
    entry_step: Text


class Block(Document):
    """Steps that form one possible starting point."""

    id: Slug
    order: Count
    name: Text
    steps: Slugs
    meaning: Text
    first_words: Text


class DiagnosedStep(Document):
    """The questions that inform one step, and how one knows that it is done."""

    id: Slug
    order: Count
    questions: Slugs
    deliverable: Text
    sign_of_done: Text


class Wave(Document):
    """One stretch of a roadmap."""

    id: Slug
    name: Text
    rule: Text


class RoadmapRule(Document):
    """How actions are chosen and placed, in words."""

    target: Text
    candidates: Text
    actions: Text
    max_pillars_per_wave: Annotated[int, Field(ge=1, le=20)]
    max_actions_now: Annotated[int, Field(ge=1, le=20)]
    talk_first: Text
    milestone: Text
    waves: Annotated[tuple[Wave, ...], Field(min_length=1, max_length=10)]


class DiagnosisLens(LensDocument):
    """Where to start, and in what order."""

    about: AboutDiagnosis = Field(alias="lens")
    rule: EntryRule
    blocks: Annotated[tuple[Block, ...], Field(min_length=1, max_length=10)]
    steps: Annotated[tuple[DiagnosedStep, ...], Field(min_length=1, max_length=30)]
    roadmap: RoadmapRule


class AboutStages(AboutLens):
    """The [lens] table of a lens of stages."""

    kind: Literal["stages"]
    instruction: Text
    minutes_to_answer: Minutes
    several_respondents: Text


class Subject(Document):
    """What one sheet of answers is about."""

    prompt: Text
    required: bool
    example: Text


class Option(Document):
    """One choice and what it counts."""

    id: Slug
    value: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    label: Text


class StageField(Document):
    """What is asked for every stage."""

    id: Slug
    type: Literal["scale5", "choice"]
    prompt: Text
    options: Annotated[tuple[Option, ...], Field(max_length=10)] = ()


class Stage(Document):
    """One stage of the customer's journey."""

    id: Slug
    order: Count
    name: Text
    meaning: Text
    customer_asks: Text
    blind_spot: Text
    questions: Slugs
    descriptors: ByLevel


class StagesLens(LensDocument):
    """A journey, stage by stage, with short answers of its own."""

    about: AboutStages = Field(alias="lens")
    subject: Subject
    fields: Annotated[tuple[StageField, ...], Field(min_length=1, max_length=10)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=30)]


class AboutMirror(AboutLens):
    """The [lens] table of a mirror."""

    kind: Literal["mirror"]
    minutes_to_answer: Minutes


class MirrorForm(Document):
    """Who answers in which of the three wordings."""

    id: Literal["say", "do", "felt"]
    groups: Slugs
    also: Text | None = None
    entry: Literal["answers", "counts"]
    stem: Text
    anchors: ByLevel | None = None
    columns: Texts | None = None
    min_customers_for_number: Count | None = None
    min_customers_indicative: Count | None = None


class Promise(Document):
    """One statement in three wordings."""

    id: Slug
    order: Count
    name: Text
    say: Text
    do: Text
    felt: Text
    questions: Slugs
    do_anchors: ByLevel
    felt_anchors: ByLevel


class Pattern(Document):
    """What a combination of the three pictures means; `when` compares figures and does nothing else."""

    id: Slug
    name: Text
    when: Text
    reading: Text


class MirrorLens(LensDocument):
    """What is said, done and felt, side by side."""

    about: AboutMirror = Field(alias="lens")
    forms: Annotated[tuple[MirrorForm, ...], Field(min_length=3, max_length=3)]
    promises: Annotated[tuple[Promise, ...], Field(min_length=1, max_length=30)]
    patterns: Annotated[tuple[Pattern, ...], Field(max_length=20)] = ()


Lens = MappingLens | SubsetLens | DiagnosisLens | StagesLens | MirrorLens

KINDS: dict[str, type[Lens]] = {
    "mapping": MappingLens,
    "subset": SubsetLens,
    "diagnosis": DiagnosisLens,
    "stages": StagesLens,
    "mirror": MirrorLens,
}
