"""What is refused about mail, and why; the text of each is fit for the person who is refused."""

from __future__ import annotations

from django.utils.translation import gettext as _


class Refusal(Exception):
    """Base of everything that is refused about mail."""


class DayIsFull(Refusal):
    """The organisation has sent as many messages today as it may."""

    def __init__(self) -> None:
        super().__init__(_("Today’s limit of messages is reached. Try again tomorrow."))


class NotToBeSentAgain(Refusal):
    """Only what failed or is doubtful can be sent again."""

    def __init__(self) -> None:
        super().__init__(_("This message is already on its way or has been sent."))


class NotOnTheList(Refusal):
    """The address is not one of those that get no mail."""

    def __init__(self) -> None:
        super().__init__(_("This address is not on the list."))
