"""The scoring of CX maturity: values in, values out.

Written from the scoring specification, whose sections the modules name. Nothing in here knows of
a database, a clock, a file or a random number, nor of any particular framework.
"""

from scoring.calculation import assess
from scoring.changes import smallest_change
from scoring.curves import series
from scoring.errors import (
    Fault,
    ImpossibleImportance,
    ImpossibleLinks,
    InputFaults,
    MisshapenReplies,
    NoPulse,
    NotComparable,
    ScoringError,
    TooFewPeople,
    TooFewRounds,
    UnknownAction,
    UnknownLevel,
    UnreadablePattern,
)
from scoring.forecasts import Forecast, Foreseen, forecast
from scoring.items import Item
from scoring.items import read as read_items
from scoring.journeys import Journey, Stage, journey
from scoring.matching import Moment
from scoring.mirrors import Mirror, Pattern, Promise, felt_score, say_do
from scoring.output import summary
from scoring.partitions import Declared, OptionFigure, Partition, break_down
from scoring.release import beside, groupings, released
from scoring.replies import Answer, Replies, Reply, Respondent
from scoring.republishing import SentSheet, as_before, may_publish_again
from scoring.respondents import OwnPillar, own_pillar
from scoring.result import Result
from scoring.scheme import Scheme
from scoring.stages import ShownJourney, shown_journey
from scoring.suppression import may_republish, nested_violations, suppress
from scoring.telling import told
from scoring.trend_result import Change, Curve, DegreeChange, Line, Mix, Point, Series, Trend
from scoring.trends import trend
from scoring.workshop import Profile, Topic, accept_as_seen, agenda, profile, proposed

__all__ = [
    "Answer",
    "Change",
    "Curve",
    "Declared",
    "DegreeChange",
    "Fault",
    "Forecast",
    "Foreseen",
    "ImpossibleImportance",
    "ImpossibleLinks",
    "InputFaults",
    "Item",
    "Journey",
    "Line",
    "Mirror",
    "MisshapenReplies",
    "Mix",
    "Moment",
    "NoPulse",
    "NotComparable",
    "OptionFigure",
    "OwnPillar",
    "Partition",
    "Pattern",
    "Point",
    "Profile",
    "Promise",
    "Replies",
    "Reply",
    "Respondent",
    "Result",
    "Scheme",
    "ScoringError",
    "SentSheet",
    "Series",
    "ShownJourney",
    "Stage",
    "TooFewPeople",
    "TooFewRounds",
    "Topic",
    "Trend",
    "UnknownAction",
    "UnknownLevel",
    "UnreadablePattern",
    "accept_as_seen",
    "agenda",
    "as_before",
    "assess",
    "beside",
    "break_down",
    "felt_score",
    "forecast",
    "groupings",
    "journey",
    "may_publish_again",
    "may_republish",
    "nested_violations",
    "own_pillar",
    "profile",
    "proposed",
    "read_items",
    "released",
    "say_do",
    "series",
    "shown_journey",
    "smallest_change",
    "summary",
    "suppress",
    "told",
    "trend",
]
