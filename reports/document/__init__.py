"""The report a reader sees: frozen values with every sentence already written, nothing left to compute.

Templates and renderers see only this. Numbers are whole; None means "not known" or "not shown",
and then a text beside it says why.
"""

from reports.document.actions import Action, Block, NextStep, Plan, Step, Wave
from reports.document.answer import Answer, Decision, GaugeStep, MainQuestion
from reports.document.change import (
    ChangeLine,
    ChangePart,
    Occasion,
    SeriesLine,
    SeriesPart,
    SeriesPoint,
)
from reports.document.differences import Differences, Dumbbell, GapLine, Pair, Within
from reports.document.journey import JourneyPart, StageLine, StageSign
from reports.document.mirror import MirrorPart, PromiseLine, Track
from reports.document.notes import BoardPart, BoardQuestion, MethodNote, WordsPart
from reports.document.pillars import (
    Axis,
    Balance,
    Pillar,
    PillarsPart,
    Radar,
    Ring,
    Sector,
    Series,
    View,
    ViewsPart,
)
from reports.document.questions import (
    Dot,
    PulsePart,
    Question,
    QuestionList,
    QuestionsPart,
    Unseen,
    UnseenPart,
)
from reports.document.report import Report
from reports.document.texts import (
    FrameworkText,
    Part,
    Row,
    Sentence,
    Source,
    Span,
    Table,
    TypedText,
    sentences_of,
    text_of,
)
from reports.document.values import Degree, Figure, GroupCount, GroupScore, Identity, Labels

__all__ = [
    "Action",
    "Answer",
    "Axis",
    "Balance",
    "Block",
    "BoardPart",
    "BoardQuestion",
    "ChangeLine",
    "ChangePart",
    "Decision",
    "Degree",
    "Differences",
    "Dot",
    "Dumbbell",
    "Figure",
    "FrameworkText",
    "GapLine",
    "GaugeStep",
    "GroupCount",
    "GroupScore",
    "Identity",
    "JourneyPart",
    "Labels",
    "MainQuestion",
    "MethodNote",
    "MirrorPart",
    "NextStep",
    "Occasion",
    "Pair",
    "Part",
    "Pillar",
    "PillarsPart",
    "Plan",
    "PromiseLine",
    "PulsePart",
    "Question",
    "QuestionList",
    "QuestionsPart",
    "Radar",
    "Report",
    "Ring",
    "Row",
    "Sector",
    "Sentence",
    "Series",
    "SeriesLine",
    "SeriesPart",
    "SeriesPoint",
    "Source",
    "Span",
    "StageLine",
    "StageSign",
    "Step",
    "Table",
    "Track",
    "TypedText",
    "Unseen",
    "UnseenPart",
    "View",
    "ViewsPart",
    "Wave",
    "Within",
    "WordsPart",
    "sentences_of",
    "text_of",
]
