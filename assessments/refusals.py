"""What is refused, and why; the text of each is fit for the person who is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from assessments.models import Answer, LensReply


class Refusal(Exception):
    """Base of everything that is refused about assessments."""


class AlreadySent(Refusal):
    """The sheet was sent; it has to be taken back before it changes."""

    def __init__(self) -> None:
        super().__init__(_("You have already sent your answers. Choose “Change my answers” first."))


class AlreadyClosed(Refusal):
    """The round is over."""

    def __init__(self) -> None:
        super().__init__(_("This round has closed. Its answers can no longer be changed."))


class NotOpen(Refusal):
    """The round is still being planned."""

    def __init__(self) -> None:
        super().__init__(_("This round has not been opened yet."))


class NotClosed(Refusal):
    """Only a round that has closed can be opened again."""

    def __init__(self) -> None:
        super().__init__(_("This round is open."))


class AlreadyOpen(Refusal):
    """What was announced to the people who answer stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            _("This round has been opened. What those who answer were told about it can no longer change.")
        )


class AlreadyOver(Refusal):
    """A round cannot open after it should have closed."""

    def __init__(self) -> None:
        super().__init__(_("The planned closing has passed. Choose a later one first."))


class NobodyInvited(Refusal):
    """A round without people would wait for answers that nobody can give."""

    def __init__(self) -> None:
        super().__init__(_("Nobody can answer yet. Add people, or make a link for a group, first."))


class ImpossiblePlan(Refusal):
    """What was planned does not fit together; `field` is where to say so."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotAsked(Refusal):
    """The question is not one of those that this person is asked."""

    def __init__(self, question: str) -> None:
        super().__init__(_("This question is not one of yours."))
        self.question = question


class StaleRevision(Refusal):
    """A newer answer is stored; it stays."""

    def __init__(self, current: Answer) -> None:
        super().__init__(
            _("This answer was changed in another tab or on another device. The newer one was kept.")
        )
        self.current = current


class StaleLensReply(Refusal):
    """A newer answer to a lens's own question is stored; it stays. `words`: what was answered."""

    def __init__(self, current: LensReply, words: str) -> None:
        super().__init__(
            _("This answer was changed in another tab or on another device. The newer one was kept.")
        )
        self.current = current
        self.words = words


class ImpossibleAnswer(Refusal):
    """The reply does not fit the question; `field` is where to say so."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NothingToContinue(Refusal):
    """Only a sent short form can be continued."""

    def __init__(self) -> None:
        super().__init__(_("There are no further questions to continue with."))


class DocumentIsFinal(Refusal):
    """What was approved stays as it is."""

    def __init__(self) -> None:
        super().__init__(_("This document has been approved. Take the approval back before you change it."))


class DocumentIsDraft(Refusal):
    """There is no approval to take back."""

    def __init__(self) -> None:
        super().__init__(_("This document is a draft; nobody has approved it."))


class DocumentChanged(Refusal):
    """Somebody else has changed the document since it was looked at."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this document meanwhile. Look at it again first."))


class LetterheadChanged(Refusal):
    """What would be approved has another name or look than what was seen."""

    def __init__(self) -> None:
        super().__init__(
            _("A name or the look of the document has changed since you opened this page. Look at it again.")
        )


class RoundNotClosed(Refusal):
    """While answers come in there is nothing to approve."""

    def __init__(self) -> None:
        super().__init__(
            _("The round has not closed. Its result can still change, so it cannot be approved.")
        )
