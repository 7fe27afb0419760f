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


class Over(Refusal):
    """What an ended workshop went through stays as it was."""

    def __init__(self) -> None:
        super().__init__(_("This workshop has ended. Its agenda and its agreed answers stay as they are."))


class InSession(Refusal):
    """A room with people in it is not taken away from them."""

    def __init__(self) -> None:
        super().__init__(_("This workshop is under way. End it first."))


class NotYetOpened(Refusal):
    """A round that is still planned has nothing to talk about."""

    def __init__(self) -> None:
        super().__init__(_("This round has not been opened yet. Open it first, then prepare its workshop."))


class NotAsked(Refusal):
    """The question is not one of those that the round asks."""

    def __init__(self) -> None:
        super().__init__(_("The round does not ask this question. Choose one from the list."))


class AlreadyOnAgenda(Refusal):
    """A question is talked about once."""

    def __init__(self) -> None:
        super().__init__(_("This question is on the agenda already."))


class TooMuch(Refusal):
    """No workshop gets through an agenda without end."""

    def __init__(self) -> None:
        super().__init__(_("The agenda is full. Remove something first."))


class AlreadyTalkedAbout(Refusal):
    """What was voted on, agreed or parked stays on the agenda."""

    def __init__(self) -> None:
        super().__init__(_("The room has begun to talk about this. It stays on the agenda."))


class NothingAlike(Refusal):
    """There is nothing that could be agreed without talk."""

    def __init__(self) -> None:
        super().__init__(_("No further question is seen alike."))


class NothingAccepted(Refusal):
    """Nothing was agreed without talk, or it was undone already."""

    def __init__(self) -> None:
        super().__init__(_("Nothing is accepted as seen any more."))


class NotOnAgenda(Refusal):
    """Somebody else has removed the entry meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This is not on the agenda any more."))
