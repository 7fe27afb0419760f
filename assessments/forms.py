"""What is typed or chosen on the way in; forms check and never save."""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from assessments.drafts import REPLY_CODES
from assessments.models import TEXT_LIMIT
from frameworks.kits import Kit
from scoring import Reply

NAME_LIMIT = 120


class _Entry(forms.Form):
    """Choose a group; what both ways in have in common."""

    group = forms.ChoiceField(
        label=_("Which describes you best?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, kit: Kit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, see above
            (group.id, explained(group.name, group.definition)) for group in kit.asked_groups
        ]
        self.helper = FormHelper()
        self.helper.form_tag = False


class StartForm(_Entry):
    """Begin at once, without an account."""

    organisation = PlainText(
        label=_("Name of your organisation or business unit"),
        max_length=NAME_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter a name; it stands on the report.")},
    )
    scope = forms.ChoiceField(
        label=_("How much time do you have?"),
        widget=forms.RadioSelect,
        initial="full",
        error_messages={"required": _("Choose one.")},
    )
    field_order = ("organisation", "group", "scope")

    def __init__(self, *args: Any, kit: Kit, **kwargs: Any) -> None:
        super().__init__(*args, kit=kit, **kwargs)
        self.fields["scope"].choices = scopes(kit)  # type: ignore[attr-defined]  # a ChoiceField, see above
        self.fields["scope"].initial = scopes(kit)[0][0]


class JoinForm(_Entry):
    """Answer in a colleague's round."""

    name = PlainText(
        label=_("Your name"),
        max_length=NAME_LIMIT,
        required=False,
        help_text=_("Shown to those who answer with you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class _SharedFields(dict[str, forms.Field]):
    """Fields that every form of a class shares, since none of them is changed for one form."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self


class AnswerForm(forms.Form):
    """One answer as the question page or its script sends it."""

    reply = forms.ChoiceField(
        choices=[(code, code) for code in REPLY_CODES if code],
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers on the page.")},
    )
    reason = PlainText(max_length=TEXT_LIMIT, required=False)
    comment = PlainText(max_length=TEXT_LIMIT, required=False)
    evidence = PlainText(max_length=TEXT_LIMIT, required=False)
    op = forms.UUIDField(required=False)
    revision = forms.IntegerField(min_value=1, max_value=1_000_000_000)

    def clean_reply(self) -> Reply:
        return REPLY_CODES[self.cleaned_data["reply"]]

    def clean_op(self) -> Any:
        return self.cleaned_data["op"] or uuid4()

    def messages(self) -> dict[str, str]:
        """Return what is wrong, one message a field."""
        return {field: " ".join(map(str, texts)) for field, texts in self.errors.items()}


# Copying six fields takes longer than checking them, and this form is made for every answer saved.
AnswerForm.base_fields = _SharedFields(AnswerForm.base_fields)


def explained(name: str, definition: str) -> str:
    """Return the label of a choice, with a line that says what it means."""
    return format_html('{}<span class="help">{}</span>', name, definition)


def scopes(kit: Kit) -> list[tuple[str, str]]:
    """Return how much can be asked, each with the time it takes, shortest first."""
    about = kit.framework.about
    full = (
        "full",
        explained(
            gettext("Full"),
            gettext("Up to %(questions)d questions, about %(minutes)d minutes")
            % {"questions": about.questions_total, "minutes": about.minutes_to_answer},
        ),
    )
    if kit.pulse is None:
        return [full]
    pulse = (
        "pulse",
        explained(
            kit.pulse.about.title,
            gettext("%(questions)d questions, about %(minutes)d minutes")
            % {"questions": len(kit.pulse.questions), "minutes": kit.pulse.about.minutes_to_answer},
        ),
    )
    return [pulse, full]
