"""What is refused about organisations and their members; the text of each is fit for the person refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from accounts.models import Organisation


class Refusal(Exception):
    """Base of everything that is refused about organisations and their members."""


class OwnerNeeded(Refusal):
    """An organisation is never left without an owner."""

    def __init__(self) -> None:
        super().__init__(_("An organisation needs an owner. Make somebody else an owner first."))


class SoleOwner(Refusal):
    """Somebody's organisations would be left without an owner."""

    def __init__(self, organisations: list[Organisation]) -> None:
        names = ", ".join(str(organisation) for organisation in organisations)
        super().__init__(
            _(
                "You are the only owner of %(names)s. Make somebody else an owner, or delete the "
                "organisation; then you can delete your account."
            )
            % {"names": names}
        )


class OwnersStay(Refusal):
    """The access of an owner has no end."""

    def __init__(self) -> None:
        super().__init__(_("An owner’s access has no end. Choose another role, or leave the date empty."))


class AlreadyMember(Refusal):
    """The person is a member already."""

    def __init__(self) -> None:
        super().__init__(_("This person is a member already."))


class NotAMember(Refusal):
    """The person is not a member, or not any more."""

    def __init__(self) -> None:
        super().__init__(_("This person is not a member any more."))


class InvitationGone(Refusal):
    """The invitation was taken up, withdrawn, replaced, has run out or never was."""

    def __init__(self) -> None:
        super().__init__(_("This invitation cannot be used any more."))


class AnotherName(Refusal):
    """What was typed to confirm is not the organisation's name."""

    def __init__(self) -> None:
        super().__init__(_("This is not the name of the organisation. Type it exactly as it stands above."))


class NotAPicture(Refusal):
    """The file cannot be a logo."""


class Busy(Refusal):
    """Too much of the same is under way; a moment later it may work."""

    def __init__(self) -> None:
        super().__init__(_("Many pictures are being read right now. Please try again in a moment."))


class LookChanged(Refusal):
    """The look, or the draft of one, is another than the one that was seen."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has changed the look since you opened this page. What they left is shown "
                "below; press the button again to go on with yours."
            )
        )


class NothingTried(Refusal):
    """There is no draft to use."""

    def __init__(self) -> None:
        super().__init__(_("There is no draft of a look any more. Preview a look first."))
