"""What is answered to the questions of lenses; forms check and never save."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from accounts.fields import PlainText
from assessments.forms import NAME_LIMIT


class LensReplyForm(forms.Form):
    """One answer as the page or its script sends it; whether it is one of the entry's, the service says."""

    reply = PlainText(max_length=NAME_LIMIT, required=False)
    op = forms.UUIDField(required=False)
    revision = forms.IntegerField(min_value=1, max_value=1_000_000_000)

    def clean_op(self) -> Any:
        return self.cleaned_data["op"] or uuid4()

    def message(self) -> str:
        """Return what is wrong with it."""
        return " ".join(str(text) for texts in self.errors.values() for text in texts)
