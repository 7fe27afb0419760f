"""Page 1."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.actions import Action, NextStep
from reports.document.texts import FrameworkText, Sentence
from reports.document.values import Degree, Figure


@dataclass(frozen=True, slots=True)
class GaugeStep:
    """One degree on the gauge."""

    degree: Degree
    summary: FrameworkText
    reached: bool  # this degree or a higher one is the headline
    current: bool  # this is the headline
    start: float  # the lowest score of this degree; may be half


@dataclass(frozen=True, slots=True)
class MainQuestion:
    """One main question on page 1; `degree` and `figure` None where undetermined."""

    id: str
    short: FrameworkText
    question: FrameworkText
    meaning: FrameworkText
    degree: Degree | None
    figure: Figure | None
    certainty: str
    holds_back: bool
    sentences: tuple[Sentence, ...]  # Q


@dataclass(frozen=True, slots=True)
class Decision:
    """What the board is asked to decide (D1): a lead, the items, and the whole as one sentence."""

    lead: str
    items: tuple[Sentence, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """Page 1."""

    heading: str
    headline: tuple[Sentence, ...]  # H1-H5
    reasons: tuple[Sentence, ...]  # H6-H9
    remarks: tuple[Sentence, ...]  # H10-H13
    degree: Degree | None  # the headline
    border: Degree | None  # the other degree of a borderline headline
    at_most: Degree | None
    certainty: str
    gauge: tuple[GaugeStep, ...]
    gauge_words: Sentence  # what the gauge says, for those who do not see it
    questions_heading: str
    questions: tuple[MainQuestion, ...]
    index: Figure | None
    average: Degree | None  # the average degree, beside the weakest link
    average_words: Sentence
    do_heading: str
    do: tuple[Action, ...]  # full round
    next_steps: tuple[NextStep, ...]  # pulse
    talk_heading: str
    talk: tuple[Sentence, ...]  # R2
    unknown_heading: str
    unknown: tuple[Sentence, ...]  # U, one to three
    decision: Decision | None
    standing: tuple[Sentence, ...]
