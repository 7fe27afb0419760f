"""The parts of a report, in the order of its outline. Nothing here is left to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.document.texts import FrameworkText, Sentence, Table, TypedText
from reports.document.values import Degree, Figure, GroupScore


@dataclass(frozen=True, slots=True)
class GaugeStep:
    """One degree on the gauge."""

    degree: Degree
    summary: FrameworkText
    reached: bool  # this degree or a higher one is the headline
    current: bool  # this is the headline
    start: float = 0.0  # the lowest score of this degree; may be half


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
class Action:
    """Something to do, with everything a card or a row needs; `sentence` says it in one (R1)."""

    id: str
    pillar: FrameworkText
    step: FrameworkText
    title: FrameworkText
    do: FrameworkText
    done_when: FrameworkText
    owner: FrameworkText
    days: int
    first_result: str  # "about 45 days"
    by: str  # the date on which the first result is due
    begins_with_talk: bool
    sentence: Sentence
    notes: tuple[Sentence, ...]  # R1b, R3


@dataclass(frozen=True, slots=True)
class NextStep:
    """One next step of a pulse: a low question and an action (R5)."""

    prompt: FrameworkText
    score: int | None  # None where the question may not be shown
    action: Action
    sentence: Sentence


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


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Where `hidden` says why it may not be shown, every figure is None."""

    id: str
    number: int
    prompt: FrameworkText
    pillar: FrameworkText
    section: FrameworkText
    descriptions: tuple[tuple[Degree, FrameworkText], ...]
    score: int | None
    n: int | None
    figure_words: str  # "50 of 100; 18 people", or why there is none
    distribution: tuple[int, ...] | None  # how many chose each position, where permitted
    picture_words: str  # the same in words, or median and middle half, or why neither
    median: float | None  # position 1 to 5, where the distribution may not be shown
    middle_half: tuple[float, float] | None
    dont_know: int | None  # percentage
    dont_know_words: str
    notes: tuple[Sentence, ...]  # P5
    hidden: str
    comments: tuple[TypedText, ...]


@dataclass(frozen=True, slots=True)
class Pillar:
    """One pillar at a glance."""

    id: str
    name: FrameworkText
    purpose: FrameworkText
    section_id: str
    section: FrameworkText  # the short form of its main question
    degree: Degree | None
    figure: Figure | None
    band: FrameworkText
    certainty: str
    agreement: str  # strong, moderate, weak, split, or nothing
    reading: Sentence  # P1, P1b, P2, P7, P8
    notes: tuple[Sentence, ...]  # P3-P6, A
    target: int | None
    rank: int | None  # place in the list of what to work on
    groups: tuple[GroupScore, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """One spoke of the radar."""

    id: str
    label: FrameworkText
    section_id: str
    value: int | None
    low: int | None
    high: int | None
    n: int
    place: int | None  # of the degree


@dataclass(frozen=True, slots=True)
class Sector:
    """The axes of one section, `first` and `last` counted from 0 and both included."""

    section_id: str
    label: FrameworkText
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Series:
    """One line on the radar; values in the order of its axes."""

    id: str
    name: FrameworkText
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A cut between two degrees; `at` is a score and may be half."""

    at: float
    label: FrameworkText


@dataclass(frozen=True, slots=True)
class Radar:
    """The pillars as one picture, with its message and its table."""

    title: str
    message: Sentence
    axes: tuple[Axis, ...]
    sectors: tuple[Sector, ...]
    rings: tuple[Ring, ...]
    everybody: Series
    groups: tuple[Series, ...]  # for the explore view, only where shown
    table: Table


@dataclass(frozen=True, slots=True)
class PillarsPart:
    """Pillars at a glance; both lists hold the same pillars."""

    heading: str
    message: Sentence
    pillars: tuple[Pillar, ...]  # framework order
    by_priority: tuple[Pillar, ...]
    radar: Radar


@dataclass(frozen=True, slots=True)
class Within:
    """A pillar that the people who answered do not see alike."""

    pillar: FrameworkText
    kind: Literal["weak", "split"]
    sentences: tuple[Sentence, ...]  # A3, A4, A4b
    questions: tuple[Question, ...]  # most split first


@dataclass(frozen=True, slots=True)
class GapLine:
    """What may be said of one pair of groups in one pillar."""

    pillar: FrameworkText
    label: Literal["clear", "possible", "small", "none shown", "suppressed"]
    label_words: str
    first: int | None
    second: int | None
    difference: int | None
    sentence: Sentence | None  # None for `possible`, said once for the pair


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups held against each other."""

    first: FrameworkText
    second: FrameworkText
    heading: Sentence  # both groups with how many answered
    throughout: Sentence | None  # G8
    clear: tuple[Sentence, ...]  # G1-G3
    possible: Sentence | None  # G4
    small: tuple[Sentence, ...]  # G5
    none_shown: Sentence | None  # G6
    suppressed: Sentence | None  # G7
    lines: tuple[GapLine, ...]  # every pillar, framework order


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Group scores of one pillar on one line."""

    pillar: FrameworkText
    scores: tuple[GroupScore, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Where people see it differently."""

    heading: str
    within_heading: str
    within: tuple[Within, ...]
    within_none: Sentence | None  # said when the list is empty
    groups_heading: str
    hidden: tuple[Sentence, ...]  # groups that are not shown, and why
    pairs: tuple[Pair, ...]
    dumbbells: tuple[Dumbbell, ...]
    message: Sentence
    table: Table


@dataclass(frozen=True, slots=True)
class Unseen:
    """A question that many of those asked could not judge."""

    prompt: FrameworkText
    pillar: FrameworkText
    percent: int | None
    sentence: Sentence  # P5, P5b


@dataclass(frozen=True, slots=True)
class UnseenPart:
    """What cannot be seen."""

    heading: str
    gaps: tuple[Unseen, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The same answers by one thing that customers value."""

    id: str
    name: FrameworkText
    meaning: FrameworkText
    looks_for: FrameworkText
    ask_customers: FrameworkText
    degree: Degree | None
    figure: Figure | None
    sentence: Sentence  # V1, V4


@dataclass(frozen=True, slots=True)
class Balance:
    """Two sets of questions held against each other."""

    name: FrameworkText
    first: FrameworkText
    second: FrameworkText
    first_score: int | None
    second_score: int | None
    sentence: Sentence  # V2, V3, V4


@dataclass(frozen=True, slots=True)
class ViewsPart:
    """One lens over the same answers."""

    id: str
    heading: FrameworkText
    purpose: FrameworkText
    caution: FrameworkText
    views: tuple[View, ...]
    balances: tuple[Balance, ...]
    table: Table


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
    actions: tuple[Action, ...]
    empty: str  # said when there are none


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


@dataclass(frozen=True, slots=True)
class Dot:
    """One question of a pulse."""

    id: str
    prompt: FrameworkText
    label: FrameworkText
    section: FrameworkText
    section_id: str
    score: int | None
    n: int | None
    words: str


@dataclass(frozen=True, slots=True)
class PulsePart:
    """A bar for each main question (see `Answer.questions`) and a dot for each question."""

    heading: str
    message: Sentence
    dots: tuple[Dot, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class QuestionList:
    """The questions of one pillar."""

    pillar: FrameworkText
    section: FrameworkText
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPart:
    """Every question; `positions` are the words of the scale from first to last."""

    heading: str
    positions: tuple[FrameworkText, ...]
    lists: tuple[QuestionList, ...]


@dataclass(frozen=True, slots=True)
class MethodNote:
    """How it was made and what it is not."""

    heading: str
    paragraphs: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """A question a board member may ask, with the answer this round can give."""

    question: Sentence
    answers: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class BoardPart:
    """Questions a board member may ask."""

    heading: str
    questions: tuple[BoardQuestion, ...]


@dataclass(frozen=True, slots=True)
class WordsPart:
    """Words used; the word defined is the strong part of each."""

    heading: str
    terms: tuple[Sentence, ...]
