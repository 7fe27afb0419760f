"""A topic's life as a pure state machine: values in, values out, no clock and no rows.

    waiting ── open voting ──▶ voting ── reveal ──▶ revealed ── vote again ──▶ voting ──▶ …
    waiting, revealed ── agree ──▶ agreed
    waiting, revealed ── park ───▶ parked ── take up ──▶ waiting or revealed, as it was left

Undo takes back the last step, and the one before it, until the room goes on to something else. Only the
last ballot can be unrevealed, and it is so exactly while the topic is voting; a ballot whose opening is
taken back goes with its votes, which nobody has seen. There is a decision exactly while the topic is
agreed, and a reason for parking exactly while it is parked.
"""

from __future__ import annotations

from workshops.protocol.commands import (
    Agree,
    Cast,
    Command,
    GoOn,
    OpenVoting,
    Park,
    Remove,
    Reveal,
    TakeUp,
    Undo,
    VoteAgain,
    apply,
    one_line,
)
from workshops.protocol.sight import Seen, Tally, seen_by, tally
from workshops.protocol.state import (
    EVIDENCE,
    POSITIONS,
    REPLIES,
    REVISIONS,
    Ballot,
    Decision,
    NothingSaid,
    NothingToUndo,
    NotNow,
    NotYours,
    OtherBallot,
    OutOfScale,
    Parking,
    Refused,
    Role,
    SeatRemoved,
    Stage,
    Step,
    Topic,
    Vote,
)

__all__ = [
    "EVIDENCE",
    "POSITIONS",
    "REPLIES",
    "REVISIONS",
    "Agree",
    "Ballot",
    "Cast",
    "Command",
    "Decision",
    "GoOn",
    "NotNow",
    "NotYours",
    "NothingSaid",
    "NothingToUndo",
    "OpenVoting",
    "OtherBallot",
    "OutOfScale",
    "Park",
    "Parking",
    "Refused",
    "Remove",
    "Reveal",
    "Role",
    "SeatRemoved",
    "Seen",
    "Stage",
    "Step",
    "TakeUp",
    "Tally",
    "Topic",
    "Undo",
    "Vote",
    "VoteAgain",
    "apply",
    "one_line",
    "seen_by",
    "tally",
]
