"""What a facilitator writes down while the room talks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from workshops.models.agenda import TEXT_LIMIT
from workshops.protocol import EVIDENCE, POSITIONS

WHY = _("Write down in one line why the room sees it so.")
WHAT = _("Say what is to be done.")
CHOOSE = {
    "required": _("Choose one of the answers shown."),
    "invalid_choice": _("Choose one of the answers shown."),
}
DATE = {"invalid": _("Give the date as it is in the calendar, such as 2026-12-01.")}


class ActionForm(forms.Form):
    """Something to do, with its owner and date where they are known."""

    title = PlainText(max_length=200, error_messages={"required": WHAT})
    owner = PlainText(max_length=120, required=False)
    due_on = forms.DateField(required=False, error_messages=DATE)
    done_when = PlainText(max_length=300, required=False)


class AgreeForm(ActionForm):
    """The position agreed on, what shows it, and why; an action where one follows from it."""

    field_order = ("position", "evidence", "reason", "title", "owner", "due_on", "done_when")

    position = forms.TypedChoiceField(
        coerce=int, choices=[(at, at) for at in POSITIONS], error_messages=CHOOSE
    )
    evidence = forms.TypedChoiceField(
        coerce=int, choices=[(at, at) for at in EVIDENCE], error_messages=CHOOSE
    )
    reason = PlainText(max_length=TEXT_LIMIT, error_messages={"required": WHY})
    title = PlainText(max_length=200, required=False)

    def clean(self) -> dict[str, object]:
        """Refuse an owner or a date of nothing."""
        said = super().clean() or self.cleaned_data
        if not said.get("title") and (said.get("owner") or said.get("due_on")):
            self.add_error("title", WHAT)
        return said


class ParkForm(forms.Form):
    """Why a topic is put aside, or the two views that stand against each other."""

    because = PlainText(max_length=TEXT_LIMIT, required=False)
    lower_view = PlainText(max_length=TEXT_LIMIT, required=False)
    higher_view = PlainText(max_length=TEXT_LIMIT, required=False)


class NoteForm(forms.Form):
    """Something put aside so that the room can go on."""

    text = PlainText(max_length=TEXT_LIMIT, error_messages={"required": _("Write down what is put aside.")})


class VersionForm(forms.Form):
    """The state that somebody saw who gives a command."""

    version = forms.IntegerField(min_value=0)
