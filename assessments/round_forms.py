"""What is typed or chosen about a round as a whole; forms check and never save."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from assessments.forms import NAME_LIMIT, scopes
from assessments.models import Assessment
from assessments.plans import MOST_REMINDERS
from frameworks.kits import Kit


class RoundForm(forms.Form):
    """Base of the forms about a round; rendered without a form element of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def offer(self, field: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field that chooses what it offers."""
        self.fields[field].choices = choices  # type: ignore[attr-defined]  # only called for ChoiceFields

    def refuse(self, field: str, message: str) -> None:
        """Say what a service has refused, beside the field if the form has it."""
        self.add_error(field if field in self.fields else None, message)


def title_field() -> PlainText:
    """Return the field for a round's name."""
    return PlainText(
        label=_("What do you call this round?"),
        max_length=NAME_LIMIT,
        help_text=_("For example “Spring 2027”. The name stands on the report and in letters."),
        error_messages={"required": _("Enter a name; it stands on the report.")},
    )


class NewRoundForm(RoundForm):
    """Begin to plan a round."""

    title = title_field()
    scope = forms.ChoiceField(
        label=_("How much is asked?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    version = forms.ChoiceField(
        label=_("Version of the framework"),
        help_text=_("The latest, unless you continue a series that began with an earlier one."),
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, kit: Kit, versions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("scope", scopes(kit))
        self.fields["scope"].initial = Assessment.Scope.FULL
        if len(versions) > 1:
            self.offer("version", [(version, version) for version in versions])
        else:
            del self.fields["version"]


class TitleForm(RoundForm):
    """Give a round another name."""

    title = title_field()


class Moment(forms.DateTimeField):
    """A day and time as the organisation's clocks show them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as fault:
            if fault.code == "ambiguous_timezone":
                raise ValidationError(self._clocks_change(), code=fault.code) from fault
            raise

    @staticmethod
    def _clocks_change() -> str:
        return gettext(
            "The clocks change on that night, and this time comes twice or not at all. Choose another."
        )


class ScheduleForm(RoundForm):
    """Say when a round opens, when it closes, and when people are reminded."""

    opens_at = Moment(
        label=_("Opens"), required=False, help_text=_("Leave this empty to open the round by hand.")
    )
    closes_at = Moment(
        label=_("Closes"),
        required=False,
        help_text=_(
            "Leave this empty to close the round by hand. People are told this date before they answer."
        ),
    )

    def __init__(self, *args: Any, round_: Assessment, **kwargs: Any) -> None:
        planned = round_.reminders.filter(sent_at=None).order_by("due_at").values_list("due_at", flat=True)
        initial: dict[str, Any] = {"opens_at": round_.opens_at, "closes_at": round_.closes_at}
        initial.update({f"reminder_{at}": due_at for at, due_at in enumerate(planned, start=1)})
        super().__init__(*args, initial=initial, **kwargs)
        self.opened_as_planned = round_.opens_at
        if not round_.draft:
            del self.fields["opens_at"]
        for number in range(1, MOST_REMINDERS + 1):
            label = gettext("Reminder %(number)d") % {"number": number}
            self.fields[f"reminder_{number}"] = Moment(label=label, required=False)

    def refuse(self, field: str, message: str) -> None:
        super().refuse("reminder_1" if field == "reminders" else field, message)

    def plan(self) -> dict[str, Any]:
        """Return what the schedule says, as the service takes it."""
        said = self.cleaned_data
        reminders = (said[f"reminder_{number}"] for number in range(1, MOST_REMINDERS + 1))
        return {
            "opens_at": said.get("opens_at", self.opened_as_planned),
            "closes_at": said["closes_at"],
            "reminders": [moment for moment in reminders if moment],
        }
