"""Fields of forms that more than one app uses."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.text import clean_text


class PlainText(forms.CharField):
    """Text of any length up to a limit, without characters that deceive."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)
        # Django's own refusal of NUL says less than ours and would stand beside it.
        self.validators = [v for v in self.validators if "Null" not in type(v).__name__]

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")
