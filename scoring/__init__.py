"""The scoring of CX maturity: values in, values out.

Written from the scoring specification, whose sections the modules name. Nothing in here knows of
a database, a clock, a file or a random number, nor of any particular framework.
"""

from scoring.calculation import assess
from scoring.errors import Fault, InputFaults, ScoringError
from scoring.output import summary
from scoring.replies import Answer, Replies, Reply, Respondent
from scoring.result import Result
from scoring.scheme import Scheme

__all__ = [
    "Answer",
    "Fault",
    "InputFaults",
    "Replies",
    "Reply",
    "Respondent",
    "Result",
    "Scheme",
    "ScoringError",
    "assess",
    "summary",
]
