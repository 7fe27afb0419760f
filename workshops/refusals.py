"""What is refused in a workshop, and why; the text of each is fit for the person who is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from workshops import protocol
from workshops.protocol import Stage


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


class AlreadyBegun(Refusal):
    """A workshop begins once."""

    def __init__(self) -> None:
        super().__init__(_("This workshop has begun already."))


class RoundNotClosed(Refusal):
    """What the room talks about must not change while it talks."""

    def __init__(self) -> None:
        super().__init__(_("The round is still open. Close it first, so that its result stands."))


class RoundClosed(Refusal):
    """Nobody could answer in the room."""

    def __init__(self) -> None:
        super().__init__(_("The round that was to be answered in the room has closed already."))


class NoTopics(Refusal):
    """There is nothing to talk about."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The agenda has no topic, and every question has been accepted as seen. "
                "Put a question on the agenda first."
            )
        )


class NobodySent(Refusal):
    """Without answers there is no result to talk about."""

    def __init__(self) -> None:
        super().__init__(_("Nobody has sent their answers yet."))


class SomebodySent(Refusal):
    """Somebody's answers count already, so that there is no way back to preparing."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has sent their answers already. Go on from here."))


class NotAnswering(Refusal):
    """The silent answering is over, or there is none."""

    def __init__(self) -> None:
        super().__init__(_("The room is not answering alone at the moment."))


class NotRunning(Refusal):
    """The room is not in session."""

    def __init__(self) -> None:
        super().__init__(_("This workshop is not under way."))


class NoTopicHere(Refusal):
    """The room is at a part of the agenda that is no topic."""

    def __init__(self) -> None:
        super().__init__(_("The room is not at a topic. Go to a topic first."))


class NotEnded(Refusal):
    """Only a workshop that has ended can be gone on with."""

    def __init__(self) -> None:
        super().__init__(_("This workshop has not ended."))


class CodeExpired(Refusal):
    """A workshop that ended long ago stays ended."""

    def __init__(self) -> None:
        super().__init__(_("This workshop ended too long ago to go on with it. Plan another one."))


class NotNow(Refusal):
    """The topic is at a stage at which this cannot be done."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(
            {
                Stage.WAITING: _("Nobody has voted on this topic yet."),
                Stage.VOTING: _(
                    "People are voting. Reveal the votes first, or undo the opening of the vote."
                ),
                Stage.REVEALED: _("The votes have been revealed already."),
                Stage.AGREED: _("This topic has been agreed. Undo that first."),
                Stage.PARKED: _("This topic is parked. Take it up again first."),
            }[stage]
        )
        self.stage = stage


class NothingToUndo(Refusal):
    """Nothing has happened since the room came to the topic."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to undo since the room came to this topic."))


class NothingSaid(Refusal):
    """A line of text is missing; `field` is where to say so."""

    def __init__(self, field: str) -> None:
        super().__init__(
            {
                "reason": _("Write down in one line why the room sees it so."),
                "because": _("Say why it is parked, or write down the two views."),
                "lower_view": _("Write down the other view as well."),
                "higher_view": _("Write down the other view as well."),
                "title": _("Say what is to be done."),
                "text": _("Write down what is put aside."),
            }[field]
        )
        self.field = field


class OutOfScale(Refusal):
    """A number is none of those to choose from; `field` is where to say so."""

    def __init__(self, field: str) -> None:
        super().__init__(_("Choose one of the answers shown."))
        self.field = field


class TakenOff(Refusal):
    """Somebody else has removed the line meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has removed this meanwhile."))


class NotYours(Refusal):
    """Somebody else in the room does this."""

    def __init__(self) -> None:
        super().__init__(_("This is for the person who leads the workshop."))


class VotingOver(Refusal):
    """The vote came after the reveal, or for another vote than the running one."""

    def __init__(self) -> None:
        super().__init__(_("This vote is over. Your last choice before its end was counted."))


class SeatGone(Refusal):
    """Nobody sits on this seat any more."""

    def __init__(self) -> None:
        super().__init__(_("You have left this room. Enter its code to come in again."))


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the protocol refuses into what can be said to the person who is refused."""
    try:
        yield
    except protocol.Refused as refused:
        raise worded(refused) from refused


def worded(refused: protocol.Refused) -> Refusal:
    """Return what the protocol refuses in words for the person who is refused."""
    match refused:
        case protocol.NotNow(stage=stage):
            return NotNow(stage)
        case protocol.NothingSaid(field=field):
            return NothingSaid(field)
        case protocol.OutOfScale(field=field):
            return OutOfScale(field)
        case _:
            return _SAME[type(refused)]()


_SAME: dict[type[protocol.Refused], type[NothingToUndo | NotYours | SeatGone | VotingOver]] = {
    protocol.NothingToUndo: NothingToUndo,
    protocol.NotYours: NotYours,
    protocol.OtherBallot: VotingOver,
    protocol.SeatRemoved: SeatGone,
}
