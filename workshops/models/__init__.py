"""Rows of workshops: the room and who sits in it, its agenda and topics, what came of them."""

from workshops.models.agenda import Item, Topic
from workshops.models.outcomes import Action, Decision, ParkingNote, StoredOutcome
from workshops.models.rooms import Seat, Workshop
from workshops.models.votes import Ballot, Vote

__all__ = [
    "Action",
    "Ballot",
    "Decision",
    "Item",
    "ParkingNote",
    "Seat",
    "StoredOutcome",
    "Topic",
    "Vote",
    "Workshop",
]
