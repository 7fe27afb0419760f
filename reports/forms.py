"""What is chosen on pages about results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class ForecastForm(forms.Form):
    """Choose actions."""

    action = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose actions from the list; “%(value)s” is not one of them.")},
    )

    def __init__(self, *args: Any, actions: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [(action, action) for action in actions]  # type: ignore[attr-defined]  # a ChoiceField, see above


class ErasureForm(forms.Form):
    """Name the person to be forgotten."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the address."), "invalid": _("Enter a whole e-mail address.")},
    )
    sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Tick this to go on.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
