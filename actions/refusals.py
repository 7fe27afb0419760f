"""What is refused about actions, and why; the text of each is fit for the person who is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from actions.models import Action


class Refusal(Exception):
    """Base of everything that is refused about actions."""


class NoResultYet(Refusal):
    """What is to be done follows from a result that stands."""

    def __init__(self) -> None:
        super().__init__(_("Actions are chosen when the round has closed and its result can be read."))


class NotProposed(Refusal):
    """Somebody chose what neither the framework nor the workshop proposes here."""

    def __init__(self) -> None:
        super().__init__(
            _("One of these actions is not proposed for this round. Choose from those on the page.")
        )


class ChangedMeanwhile(Refusal):
    """Somebody else has changed the action; `action` is how it stands now."""

    def __init__(self, action: Action) -> None:
        super().__init__(
            _(
                "Somebody else has changed this action meanwhile. Compare what stands there now, and save again."
            )
        )
        self.action = action


class Gone(Refusal):
    """The action was removed."""

    def __init__(self) -> None:
        super().__init__(_("This action has been removed meanwhile."))


class NothingSaid(Refusal):
    """An action without words."""

    def __init__(self) -> None:
        super().__init__(_("Write what is to be done."))


class NotFromBefore(Refusal):
    """A round reviews the actions of the rounds before it."""

    def __init__(self) -> None:
        super().__init__(_("One of these actions does not come from a round before this one."))


class PlanIsFull(Refusal):
    """A plan of so many actions is carried out by nobody, and no document could print it."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("The plan of a round holds at most %(most)d actions. Take some off it, or leave some out.")
            % {"most": most}
        )
