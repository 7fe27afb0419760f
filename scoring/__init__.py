"""The scoring of CX maturity: values in, values out.

Written from the scoring specification, whose sections the modules name. Nothing in here knows of
a database, a clock, a file or a random number, nor of any particular framework.
"""

from scoring.calculation import assess
from scoring.errors import (
    Fault,
    ImpossibleImportance,
    InputFaults,
    MisshapenReplies,
    NoPulse,
    ScoringError,
    TooFewPeople,
    UnknownLevel,
    UnreadablePattern,
)
from scoring.journeys import Journey, Stage, journey
from scoring.mirrors import Mirror, Pattern, Promise, say_do
from scoring.output import summary
from scoring.release import released
from scoring.replies import Answer, Replies, Reply, Respondent
from scoring.respondents import OwnPillar, own_pillar
from scoring.result import Result
from scoring.scheme import Scheme
from scoring.suppression import may_republish, nested_violations, suppress
from scoring.workshop import Profile, Topic, accept_as_seen, agenda, profile

__all__ = [
    "Answer",
    "Fault",
    "ImpossibleImportance",
    "InputFaults",
    "Journey",
    "Mirror",
    "MisshapenReplies",
    "NoPulse",
    "OwnPillar",
    "Pattern",
    "Profile",
    "Promise",
    "Replies",
    "Reply",
    "Respondent",
    "Result",
    "Scheme",
    "ScoringError",
    "Stage",
    "TooFewPeople",
    "Topic",
    "UnknownLevel",
    "UnreadablePattern",
    "accept_as_seen",
    "agenda",
    "assess",
    "journey",
    "may_republish",
    "nested_violations",
    "own_pillar",
    "profile",
    "released",
    "say_do",
    "summary",
    "suppress",
]
