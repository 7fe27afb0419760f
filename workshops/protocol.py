"""A topic's life as a pure state machine: waiting, voting, revealed, then agreed or parked."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far a topic is."""

    WAITING = "waiting"
    VOTING = "voting"
    REVEALED = "revealed"
    AGREED = "agreed"
    PARKED = "parked"
