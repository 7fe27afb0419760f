"""What is refused in a workshop, and why; the text of each is fit for the person who is refused."""

from __future__ import annotations

from django.utils.translation import gettext as _


class Refusal(Exception):
    """Base of everything that is refused about workshops."""


class Stale(Refusal):
    """Somebody else has moved the room on; what is shown now is the state."""

    def __init__(self) -> None:
        super().__init__(_("The room has moved on. This is how it stands now."))


class RoomOver(Refusal):
    """The session has ended, or its code lets nobody in any more."""

    def __init__(self) -> None:
        super().__init__(_("This workshop is over, or its code has expired."))


class RoomFull(Refusal):
    """Every seat is taken."""

    def __init__(self) -> None:
        super().__init__(_("Every seat in this room is taken. Ask the person who leads the workshop."))
