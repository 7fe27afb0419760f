"""What was done, in words for the audit page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "access limited": _("Access limited"),
    "action added to the plan": _("Action added to the plan"),
    "action changed": _("Action changed"),
    "action moved": _("Action moved on the board"),
    "action removed from the plan": _("Action removed from the plan"),
    "action settled": _("Action done or dropped"),
    "actions chosen": _("Actions chosen"),
    "actions reviewed": _("Actions of earlier rounds looked at"),
    "assessment closed": _("Round closed"),
    "assessment opened": _("Round opened"),
    "document approval withdrawn": _("Approval of a document taken back"),
    "document approved": _("Document approved"),
    "document changed": _("Document changed"),
    "export asked for": _("Export of all data asked for"),
    "invitation withdrawn": _("Invitation withdrawn"),
    "logo changed": _("Logo changed"),
    "logo removed": _("Logo removed"),
    "look changed": _("Look of documents changed"),
    "look thrown away": _("Draft of a look thrown away"),
    "mail.allowed_again": _("Address may get mail again"),
    "mail.sent_again": _("Message sent again"),
    "mail.suppressed": _("Address gets no more mail"),
    "member deleted their account": _("Member deleted their account"),
    "member invited": _("Member invited"),
    "member joined": _("Member joined"),
    "member left": _("Member left"),
    "member removed": _("Member removed"),
    "organisation claimed": _("Trial taken up as an organisation"),
    "organisation created": _("Organisation created"),
    "ownership handed over": _("Ownership handed over"),
    "person erased": _("A person was forgotten"),
    "report shared": _("Report shared by a link"),
    "response begun": _("Somebody began to answer"),
    "response reopened": _("Somebody took their answers back"),
    "response sent": _("Somebody sent their answers"),
    "role changed": _("Role changed"),
    "settings changed": _("Settings changed"),
    "shared report ended": _("Link to a report ended"),
    "shared report removed": _("Ended link to a report removed"),
}
# Events whose subject is a person's key.
ABOUT_A_PERSON = frozenset(
    {
        "access limited",
        "member joined",
        "member left",
        "member removed",
        "ownership handed over",
        "role changed",
    }
)


def words(action: str) -> str:
    """Return an action as people call it; one that is new here is shown as it is recorded."""
    known = _WORDS.get(action)
    return str(known) if known else action.replace("_", " ").replace(".", ": ").capitalize()


def choices(actions: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return actions with their words, by words."""
    return tuple(sorted(((action, words(action)) for action in actions), key=lambda choice: choice[1]))
