"""What is chosen on pages about results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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
