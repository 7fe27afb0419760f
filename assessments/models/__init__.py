"""Assessments, the people asked, their sheets and answers, and what came of them."""

from assessments.models.answers import Answer, LensReply, Reader, Response
from assessments.models.editions import Edition
from assessments.models.outcomes import Export, StoredResult
from assessments.models.people import GroupLink, Participant
from assessments.models.rounds import TEXT_LIMIT, Assessment, Reminder, RuledOut

__all__ = [
    "TEXT_LIMIT",
    "Answer",
    "Assessment",
    "Edition",
    "Export",
    "GroupLink",
    "LensReply",
    "Participant",
    "Reader",
    "Reminder",
    "Response",
    "RuledOut",
    "StoredResult",
]
