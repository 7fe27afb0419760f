"""What is typed or chosen about a round; forms check and never save."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainText
from assessments.forms import NAME_LIMIT
from assessments.models import Assessment


class RoundForm(forms.Form):
    """Base of the forms about a round; rendered without a form element of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class NewRoundForm(RoundForm):
    """Begin to plan a round."""

    title = PlainText(
        label=_("What do you call it?"),
        max_length=NAME_LIMIT,
        help_text=_("For example “Spring 2027”. It stands on the report and in every letter."),
        error_messages={"required": _("Enter a name; it stands on the report.")},
    )
    scope = forms.ChoiceField(
        label=_("How much is asked?"),
        choices=Assessment.Scope.choices,
        widget=forms.RadioSelect,
        initial=Assessment.Scope.FULL,
        error_messages={"required": _("Choose one.")},
    )
